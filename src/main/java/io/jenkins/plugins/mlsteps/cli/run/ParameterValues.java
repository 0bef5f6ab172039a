package io.jenkins.plugins.mlsteps.cli.run;

import io.jenkins.plugins.mlsteps.cli.console.SecretMask;
import io.jenkins.plugins.mlsteps.cli.step.ParameterDefinition;
import io.jenkins.plugins.mlsteps.spec.NearestName;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values of a pipeline's parameters. */
final class ParameterValues {
    private ParameterValues() {}

    /**
     * @param given as somebody typed them
     * @throws SpecException naming the parameter and what is allowed
     */
    static Map<String, Object> of(List<ParameterDefinition> definitions, Map<String, String> given, SecretMask mask) {
        List<String> names = definitions.stream().map(ParameterDefinition::name).toList();
        for (String name : given.keySet()) {
            if (!names.contains(name)) {
                throw new SpecException("the pipeline has no parameter '" + name + "'" + NearestName.hint(name, names)
                        + (names.isEmpty() ? "" : " (it has " + String.join(", ", names) + ")"));
            }
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (ParameterDefinition definition : definitions) {
            String typed = given.get(definition.name());
            Object value = typed == null ? definition.proposal() : definition.parse(typed);
            if (definition instanceof ParameterDefinition.Password) {
                mask.add(String.valueOf(value));
            }
            values.put(definition.name(), value);
        }
        return Collections.unmodifiableMap(values);
    }
}
