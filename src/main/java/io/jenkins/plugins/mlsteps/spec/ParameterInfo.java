package io.jenkins.plugins.mlsteps.spec;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * One parameter of a spec as authors, help pages and option parsers see it.
 *
 * @param name the name the author writes
 * @param type the Java type of the record component ({@code List<String>}, {@code int}, …)
 * @param doc what it means, in which unit and range
 * @param defaultValue as the author would write it; empty when there is none
 * @param allowed the only values allowed; empty when any value of the type is
 */
public record ParameterInfo(
        String name,
        Type type,
        String doc,
        String defaultValue,
        boolean required,
        List<String> allowed,
        double min,
        double max) {

    /** The parameters of a spec in the order of its components, embedded ones in place. */
    public static List<ParameterInfo> of(Class<? extends Record> spec) {
        List<ParameterInfo> parameters = new ArrayList<>();
        for (RecordComponent component : spec.getRecordComponents()) {
            if (component.isAnnotationPresent(Embedded.class)) {
                parameters.addAll(of(component.getType().asSubclass(Record.class)));
            } else {
                parameters.add(of(component));
            }
        }
        return List.copyOf(parameters);
    }

    static ParameterInfo of(RecordComponent component) {
        Parameter parameter = component.getAnnotation(Parameter.class);
        if (parameter == null) {
            throw new IllegalStateException(component + " of " + component.getDeclaringRecord() + " is undocumented");
        }
        return new ParameterInfo(
                component.getName(),
                component.getGenericType(),
                parameter.value(),
                parameter.defaultValue(),
                parameter.required(),
                List.of(parameter.allowed()),
                parameter.min(),
                parameter.max());
    }

    /** The type without its type arguments. */
    public Class<?> rawType() {
        return type instanceof ParameterizedType generic ? (Class<?>) generic.getRawType() : (Class<?>) type;
    }

    /** The element type of a list, the value type of a map. */
    public Class<?> elementType() {
        Type[] arguments = ((ParameterizedType) type).getActualTypeArguments();
        return (Class<?>) arguments[arguments.length - 1];
    }
}
