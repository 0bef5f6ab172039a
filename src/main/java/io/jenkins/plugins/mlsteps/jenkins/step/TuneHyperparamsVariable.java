package io.jenkins.plugins.mlsteps.jenkins.step;

import hudson.Extension;
import org.jenkinsci.plugins.workflow.cps.CpsScript;
import org.jenkinsci.plugins.workflow.cps.GlobalVariable;

/** {@code tuneHyperparams} as a Pipeline finds it, with or without a body; see {@code TuneHyperparamsCall.groovy}. */
@Extension
public final class TuneHyperparamsVariable extends GlobalVariable {
    @Override
    public String getName() {
        return "tuneHyperparams";
    }

    @Override
    public Object getValue(CpsScript script) throws ReflectiveOperationException {
        return CompiledCalls.of("TuneHyperparamsCall", script);
    }
}
