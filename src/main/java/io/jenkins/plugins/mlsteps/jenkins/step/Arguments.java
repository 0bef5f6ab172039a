package io.jenkins.plugins.mlsteps.jenkins.step;

import hudson.util.Secret;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.spec.Binder;
import io.jenkins.plugins.mlsteps.spec.Dimension;
import io.jenkins.plugins.mlsteps.spec.ParameterInfo;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.structs.SymbolLookup;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;

/** Brings what a Pipeline passes into the types that the data-bound classes declare. */
final class Arguments {
    private Arguments() {}

    /** @throws io.jenkins.plugins.mlsteps.spec.SpecException naming an unknown parameter and the nearest one, or a value of another type */
    static Map<String, Object> of(Class<? extends Record> spec, Map<String, Object> given) {
        Map<String, Object> arguments = new LinkedHashMap<>(given);
        arguments.remove(UninstantiatedDescribable.ANONYMOUS_KEY);
        Binder.checkNames(spec, arguments.keySet());
        for (ParameterInfo parameter : ParameterInfo.of(spec)) {
            arguments.computeIfPresent(parameter.name(), (name, value) -> argument(spec, parameter, plain(value)));
        }
        if (given.containsKey(UninstantiatedDescribable.ANONYMOUS_KEY)) {
            arguments.put(UninstantiatedDescribable.ANONYMOUS_KEY, given.get(UninstantiatedDescribable.ANONYMOUS_KEY));
        }
        return arguments;
    }

    /** With the texts of password parameters, which the step's records hide. */
    private static Object plain(Object value) {
        if (value instanceof Secret secret) {
            return secret.getPlainText();
        }
        if (value instanceof List<?> items) {
            return items.stream().map(Arguments::plain).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> plain = new LinkedHashMap<>();
            map.forEach((key, item) -> plain.put(key, plain(item)));
            return plain;
        }
        return value;
    }

    private static Object argument(Class<? extends Record> spec, ParameterInfo parameter, Object value) {
        if (parameter.rawType() != List.class) {
            return value.toString().isEmpty() ? value : Binder.typed(spec, parameter, value);
        }
        Collection<?> items = items(value);
        if (parameter.name().equals("metrics")) {
            return items.stream().map(String::valueOf).collect(Collectors.joining("\n"));
        }
        if (spec == Dimension.Choice.class) {
            return items.stream().map(Literals::text).toList();
        }
        return items.stream().map(Arguments::item).toList();
    }

    private static Collection<?> items(Object value) {
        if (value instanceof Object[] array) {
            return Arrays.asList(array);
        }
        return value instanceof Collection<?> many ? many : List.of(value);
    }

    private static Object item(Object item) {
        if (item instanceof UninstantiatedDescribable nested
                && nested.getSymbol() != null
                && SymbolLookup.get().findDescriptor(Nested.class, nested.getSymbol()) instanceof NestedDescriptor descriptor) {
            descriptor.check(nested.getArguments());
        }
        return item instanceof Map<?, ?> map ? Json.line(map) : item;
    }
}
