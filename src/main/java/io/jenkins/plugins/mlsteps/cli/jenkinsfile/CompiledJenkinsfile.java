package io.jenkins.plugins.mlsteps.cli.jenkinsfile;

import groovy.lang.Closure;
import io.jenkins.plugins.mlsteps.cli.session.StepError;
import io.jenkins.plugins.mlsteps.cli.step.Failures;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.codehaus.groovy.runtime.InvokerInvocationException;

/** A Jenkinsfile that was found right: its model and the code the model points to. */
public final class CompiledJenkinsfile {
    /** What the code's stack frames name as their file, whatever the file is called: Groovy derives a class name from it. */
    static final String SOURCE = "Jenkinsfile";

    private final String name;
    private final Pipeline pipeline;
    private final JenkinsfileScript script;

    /** @param name of the file, for messages */
    CompiledJenkinsfile(String name, Pipeline pipeline, JenkinsfileScript script) {
        this.name = name;
        this.pipeline = pipeline;
        this.script = script;
    }

    public Pipeline pipeline() {
        return pipeline;
    }

    /** Runs what stands around {@code pipeline { … }}; afterwards its pieces can be called. */
    public void prepare(JenkinsfileScript.Runner runner) throws Exception {
        script.setRunner(runner);
        run(script::run);
    }

    public Object call(Code code) throws Exception {
        return call(script.blocks().get(code.index()));
    }

    /** Calls a closure of the Jenkinsfile; an exception comes as it was thrown, an error as one of the step. */
    public static Object call(Closure<?> closure) throws Exception {
        return run(closure::call);
    }

    private static Object run(Callable<?> code) throws Exception {
        try {
            return code.call();
        } catch (InvokerInvocationException e) {
            throw unwrapped(e);
        } catch (Error e) {
            throw stepError(e);
        }
    }

    /** Memory that does not suffice, or a class that is not there, must fail the stage like anything else, not end its thread. */
    private static StepError stepError(Error e) {
        if (e instanceof AssertionError) {
            return new StepError(e.getMessage(), e);
        }
        return new StepError(
                e instanceof StackOverflowError ? "the Groovy code calls itself without end" : Failures.message(e), e);
    }

    /** What went wrong as one line, with its place where that is in this file: {@code … (release.jenkinsfile:12)}. */
    public String message(Throwable failure) {
        return Arrays.stream(failure.getStackTrace())
                .filter(frame -> SOURCE.equals(frame.getFileName()) && frame.getLineNumber() > 0)
                .findFirst()
                .map(frame -> Failures.message(failure) + " (" + name + ":" + frame.getLineNumber() + ")")
                .orElseGet(() -> Failures.message(failure));
    }

    private static Exception unwrapped(InvokerInvocationException wrapper) {
        if (wrapper.getCause() instanceof Error error) {
            return stepError(error);
        }
        return wrapper.getCause() instanceof Exception cause ? cause : wrapper;
    }

    /** Variables defined before {@code pipeline} and those assigned without a definition. */
    public Map<String, Object> variables() {
        Map<String, Object> values = new LinkedHashMap<>();
        script.variables().forEach((name, access) -> values.put(name, access.get(0).call()));
        script.getBinding().getVariables().forEach((name, value) -> values.putIfAbsent(String.valueOf(name), value));
        return values;
    }

    /** Gives variables the values they had. */
    public void restore(Map<String, Object> values) {
        values.forEach((name, value) -> {
            List<Closure<?>> access = script.variables().get(name);
            if (access == null) {
                script.getBinding().setVariable(name, value);
            } else if (!script.setField(name, value)) {
                access.get(1).call(value);
            }
        });
    }
}
