package io.jenkins.plugins.mlsteps.cli.run;

import groovy.lang.Closure;
import groovy.lang.GString;
import io.jenkins.plugins.mlsteps.cli.session.RejectedStep;
import io.jenkins.plugins.mlsteps.cli.step.StepCatalog;
import io.jenkins.plugins.mlsteps.spec.ParameterInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a call of a step was given.
 *
 * @param named values by parameter, free of Groovy's own types
 * @param body null when there is none
 */
record Arguments(Map<String, Object> named, Closure<?> body) {
    /**
     * @param given as Groovy hands them over: a map of the named ones first, a closure last
     * @throws RejectedStep when a value stands without a name and the step has no parameter for it
     */
    static Arguments of(String word, Class<? extends Record> type, Object[] given) {
        List<Object> rest = new ArrayList<>(Arrays.asList(given));
        Closure<?> body = null;
        if (!rest.isEmpty() && rest.get(rest.size() - 1) instanceof Closure<?> last) {
            body = last;
            rest.remove(rest.size() - 1);
        }
        Map<String, Object> named = new LinkedHashMap<>();
        if (!rest.isEmpty() && rest.get(0) instanceof Map<?, ?> map) {
            map.forEach((name, value) -> named.put(String.valueOf(name), plain(value)));
            rest.remove(0);
        }
        if (!rest.isEmpty()) {
            named.put(first(word, type, rest), plain(rest.get(0)));
        }
        return new Arguments(named, body);
    }

    private static String first(String word, Class<? extends Record> type, List<Object> values) {
        return StepCatalog.first(type)
                .filter(parameter -> values.size() == 1)
                .map(ParameterInfo::name)
                .orElseThrow(() -> new RejectedStep(word + ": " + values.size()
                        + " value(s) without a name; write " + word + "(name: value, …)"));
    }

    /** The value with Groovy's lazy strings turned into strings and arrays into lists, however deep they are. */
    static Object plain(Object value) {
        if (value instanceof GString text) {
            return text.toString();
        }
        if (value instanceof Answer answer) {
            return answer.properties();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> plain = new LinkedHashMap<>();
            map.forEach((key, item) -> plain.put(String.valueOf(key), plain(item)));
            return plain;
        }
        if (value instanceof Object[] array) {
            return plain(Arrays.asList(array));
        }
        if (value instanceof Collection<?> items) {
            List<Object> plain = new ArrayList<>();
            items.forEach(item -> plain.add(plain(item)));
            return plain;
        }
        return value;
    }
}
