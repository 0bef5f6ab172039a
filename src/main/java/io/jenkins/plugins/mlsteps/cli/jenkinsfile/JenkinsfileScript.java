package io.jenkins.plugins.mlsteps.cli.jenkinsfile;

import groovy.lang.Closure;
import groovy.lang.Script;
import io.jenkins.plugins.mlsteps.cli.session.RejectedStep;
import io.jenkins.plugins.mlsteps.cli.step.StepCatalog;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.codehaus.groovy.runtime.typehandling.DefaultTypeTransformation;

/** What a compiled Jenkinsfile extends: it answers to steps, to {@code env}, {@code params} and the other names of Jenkins. */
public abstract class JenkinsfileScript extends Script {
    /** Who runs what the script calls. */
    public interface Runner {
        Object step(String word, Object[] arguments) throws Exception;

        /** Value of a global name such as {@code env}, or of an environment variable. */
        Optional<Object> global(String name);
    }

    /** A {@code credentials('id')} in an {@code environment} block. */
    public record CredentialReference(String id) {}

    private Runner runner;
    private List<Closure<?>> blocks = List.of();
    private Map<String, List<Closure<?>>> variables = Map.of();
    private Map<String, Field> ownFields;

    void setRunner(Runner newRunner) {
        runner = newRunner;
    }

    List<Closure<?>> blocks() {
        return blocks;
    }

    /** Getter and setter of each variable that is defined before {@code pipeline}. */
    Map<String, List<Closure<?>>> variables() {
        return variables;
    }

    /** Called by the rewritten script in place of the author's {@code pipeline { … }}. */
    public void pipeline(List<Closure<?>> ownBlocks, Map<String, List<Closure<?>>> ownVariables) {
        blocks = ownBlocks;
        variables = ownVariables;
    }

    /** Called by the rewritten script in place of a step. */
    public Object invokeStep(String word, Object[] arguments) throws Exception {
        return runner.step(word, arguments);
    }

    public CredentialReference credentials(String id) {
        return new CredentialReference(id);
    }

    /** Called by Groovy for what it finds nowhere: nested words such as {@code logUniform}, and steps called on the script object. */
    public Object methodMissing(String name, Object arguments) throws Exception {
        Object[] given = (Object[]) arguments;
        if (StepCatalog.find(name).isPresent()) {
            return runner.step(name, given);
        }
        if (StepCatalog.nestedWords().contains(name) && given.length == 1 && given[0] instanceof Map<?, ?> map) {
            Map<Object, Object> nested = new LinkedHashMap<>(Map.of("type", name));
            nested.putAll(map);
            return nested;
        }
        throw new RejectedStep(ScriptLint.unknown(name));
    }

    @Override
    public Object getProperty(String name) {
        Field field = ownFields().get(name);
        if (field != null) {
            return get(field);
        }
        if (getBinding().hasVariable(name)) {
            return getBinding().getVariable(name);
        }
        if (name.equals("steps")) {
            return this;
        }
        Optional<Object> global = runner == null ? Optional.empty() : runner.global(name);
        if (global.isPresent()) {
            return global.get();
        }
        return super.getProperty(name);
    }

    @Override
    public void setProperty(String name, Object value) {
        if (!setField(name, value)) {
            super.setProperty(name, value);
        }
    }

    /** Gives a variable that {@code @Field} made a field its value, unless that is a constant; false where there is none of that name. */
    boolean setField(String name, Object value) {
        Field field = ownFields().get(name);
        if (field != null && !(Modifier.isStatic(field.getModifiers()) && Modifier.isFinal(field.getModifiers()))) {
            set(field, DefaultTypeTransformation.castToType(value, field.getType()));
        }
        return field != null;
    }

    private void set(Field field, Object value) {
        try {
            field.set(this, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private Object get(Field field) {
        try {
            return field.get(this);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Methods of the script use its fields as such, blocks ask for them by name. */
    private synchronized Map<String, Field> ownFields() {
        if (ownFields == null) {
            ownFields = new HashMap<>();
            for (Field field : getClass().getDeclaredFields()) {
                if (!field.isSynthetic()) {
                    field.setAccessible(true);
                    ownFields.put(field.getName(), field);
                }
            }
        }
        return ownFields;
    }

    @Override
    public void println() {
        echo("");
    }

    @Override
    public void print(Object value) {
        echo(value);
    }

    @Override
    public void println(Object value) {
        echo(value);
    }

    @Override
    public void printf(String format, Object value) {
        echo(String.format(format, value));
    }

    @Override
    public void printf(String format, Object[] values) {
        echo(String.format(format, values));
    }

    private void echo(Object value) {
        try {
            runner.step("echo", new Object[] {String.valueOf(value)});
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("a line could not be printed", e);
        }
    }
}
