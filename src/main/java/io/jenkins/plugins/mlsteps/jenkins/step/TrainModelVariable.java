package io.jenkins.plugins.mlsteps.jenkins.step;

import hudson.Extension;
import org.jenkinsci.plugins.workflow.cps.CpsScript;
import org.jenkinsci.plugins.workflow.cps.GlobalVariable;

/** {@code trainModel} as a Pipeline finds it, with or without a body; see {@code TrainModelCall.groovy}. */
@Extension
public final class TrainModelVariable extends GlobalVariable {
    @Override
    public String getName() {
        return "trainModel";
    }

    @Override
    public Object getValue(CpsScript script) throws ReflectiveOperationException {
        return CompiledCalls.of("TrainModelCall", script);
    }
}
