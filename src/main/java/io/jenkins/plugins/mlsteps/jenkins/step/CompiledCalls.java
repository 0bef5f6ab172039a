package io.jenkins.plugins.mlsteps.jenkins.step;

import hudson.Extension;
import java.net.URL;
import java.util.List;
import java.util.Objects;
import org.jenkinsci.plugins.workflow.cps.CpsScript;
import org.jenkinsci.plugins.workflow.cps.GroovySourceFileAllowlist;

/** The few lines of Groovy that are compiled with a Pipeline, so that they can be suspended and saved like the author's own code. */
@Extension
public final class CompiledCalls extends GroovySourceFileAllowlist {
    private static final List<String> CALLS = List.of("TrainModelCall", "TuneHyperparamsCall");

    /** An instance of one of them for a Pipeline. */
    static Object of(String call, CpsScript script) throws ReflectiveOperationException {
        return script.getClass()
                .getClassLoader()
                .loadClass(CompiledCalls.class.getPackageName() + "." + call)
                .getConstructor(CpsScript.class)
                .newInstance(script);
    }

    @Override
    public boolean isAllowed(String groovySourceFileUrl) {
        return CALLS.stream()
                .map(call -> CompiledCalls.class.getResource(call + ".groovy"))
                .filter(Objects::nonNull)
                .map(URL::toString)
                .anyMatch(groovySourceFileUrl::equals);
    }
}
