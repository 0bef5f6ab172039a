package io.jenkins.plugins.mlsteps.cli.run;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.type.TypeReference;
import groovy.lang.GroovyObjectSupport;
import io.jenkins.plugins.mlsteps.cli.session.RejectedStep;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.spec.NearestName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What an ML step returns to the author: its properties read as words, {@code m.metrics.auc}, and cannot be changed. */
public final class Answer extends GroovyObjectSupport {
    private final String step;
    private final Map<String, Object> properties;

    private Answer(String step, Map<String, Object> properties) {
        this.step = step;
        this.properties = properties;
    }

    /**
     * @param step its word
     * @param result record of the step
     */
    static Answer of(String step, Object result) {
        Map<String, Object> given = Json.mapper().convertValue(result, new TypeReference<LinkedHashMap<String, Object>>() {});
        Map<String, Object> all = new LinkedHashMap<>();
        // What JSON leaves out because it is absent is a property without a value all the same.
        for (var component : result.getClass().getRecordComponents()) {
            all.put(component.getName(), given.get(component.getName()));
        }
        return new Answer(step, all);
    }

    /** An answer as {@link #step} and {@link #properties} told it before. */
    static Answer restored(String step, Map<String, Object> properties) {
        return new Answer(step, new LinkedHashMap<>(properties));
    }

    /** The word of the step. */
    String step() {
        return step;
    }

    /** Every property by name. */
    @JsonValue
    public Map<String, Object> properties() {
        return properties;
    }

    @Override
    public Object getProperty(String name) {
        if (!properties.containsKey(name)) {
            throw new RejectedStep("the step's result has no '" + name + "'"
                    + NearestName.hint(name, properties.keySet()) + " (it has " + String.join(", ", properties.keySet())
                    + ")");
        }
        return properties.get(name);
    }

    @Override
    public void setProperty(String name, Object value) {
        throw new RejectedStep("the step's result cannot be changed: '" + name + "'");
    }

    /** What {@code echo} shows of it, as in Jenkins. */
    @Override
    public String toString() {
        return properties.entrySet().stream()
                .map(property -> property.getKey() + ": " + property.getValue())
                .collect(Collectors.joining(", ", step + "[", "]"));
    }
}
