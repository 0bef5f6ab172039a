package io.jenkins.plugins.mlsteps.cli.run;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.type.TypeReference;
import groovy.lang.GroovyObjectSupport;
import io.jenkins.plugins.mlsteps.cli.session.RejectedStep;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.spec.NearestName;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an ML step returns to the author: its properties read as words, {@code m.metrics.auc}, and cannot be changed. */
public final class Answer extends GroovyObjectSupport {
    private final Map<String, Object> properties;

    private Answer(Map<String, Object> properties) {
        this.properties = properties;
    }

    /** @param result record of a step */
    static Answer of(Object result) {
        return restored(Json.mapper().convertValue(result, new TypeReference<LinkedHashMap<String, Object>>() {}), result);
    }

    /** An answer as {@link #properties} told it before. */
    static Answer restored(Map<String, Object> properties) {
        return new Answer(new LinkedHashMap<>(properties));
    }

    /** What JSON leaves out because it is absent is a property without a value all the same. */
    private static Answer restored(Map<String, Object> given, Object result) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (var component : result.getClass().getRecordComponents()) {
            all.put(component.getName(), given.get(component.getName()));
        }
        return new Answer(all);
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

    @Override
    public String toString() {
        return properties.toString();
    }
}
