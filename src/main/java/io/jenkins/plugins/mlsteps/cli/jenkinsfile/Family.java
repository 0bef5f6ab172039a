package io.jenkins.plugins.mlsteps.cli.jenkinsfile;

import io.jenkins.plugins.mlsteps.spec.Binder;
import io.jenkins.plugins.mlsteps.spec.NearestName;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Words that stand for the members of a sealed family, with values that must be literals. */
final class Family {
    private Family() {}

    static <T> Optional<T> bind(Class<T> family, Call call, Problems problems) {
        Map<String, Class<?>> members = Stream.of(family.getPermittedSubclasses())
                .collect(Collectors.toMap(Binder::wordOf, type -> type, (a, b) -> a, LinkedHashMap::new));
        Class<?> member = members.get(call.word());
        if (member == null) {
            problems.add(call.at(), "unknown word '" + call.word() + "'" + NearestName.among(call.word(), members.keySet()));
            return Optional.empty();
        }
        Map<String, Object> given = new LinkedHashMap<>();
        call.named().forEach((name, expression) -> Literals.value(expression, Set.of())
                .ifPresentOrElse(
                        value -> given.put(name, value),
                        () -> problems.add(
                                expression, call.word() + ": parameter '" + name + "' must be a literal value here")));
        if (given.size() < call.named().size()) {
            return Optional.empty();
        }
        try {
            return Optional.of(family.cast(Binder.bind(member.asSubclass(Record.class), given)));
        } catch (SpecException e) {
            problems.add(call.at(), e.getMessage());
            return Optional.empty();
        }
    }
}
