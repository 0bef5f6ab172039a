package io.jenkins.plugins.mlsteps.jenkins.record;

import hudson.ExtensionPoint;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mlsteps.record.Verdict;

/** Is told of each verdict when it is kept with its build, and again when its signature comes later or does not hold any more. */
public abstract class VerdictListener implements ExtensionPoint {
    /**
     * A gate has judged a model. Called on a worker thread; what it throws is logged, and the build goes on.
     *
     * @param signed whether this Jenkins signed the verdict
     * @param listener log of the build
     */
    public abstract void judged(Run<?, ?> run, Verdict verdict, boolean signed, TaskListener listener);
}
