package io.jenkins.plugins.mlsteps.jenkins.record;

import hudson.ExtensionPoint;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mlsteps.record.Verdict;

/** Is told of each verdict when it is kept with its build. */
public abstract class VerdictListener implements ExtensionPoint {
    /**
     * A gate has judged a model. Called on a worker thread; what it throws is logged, and the build goes on.
     *
     * @param listener log of the build
     */
    public abstract void judged(Run<?, ?> run, Verdict verdict, TaskListener listener);
}
