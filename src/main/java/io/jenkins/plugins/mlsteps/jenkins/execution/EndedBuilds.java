package io.jenkins.plugins.mlsteps.jenkins.execution;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.listeners.RunListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Removes what is kept of how steps ended once their build has ended too: its program asks no more. */
@Extension
@Restricted(NoExternalUse.class)
public final class EndedBuilds extends RunListener<Run<?, ?>> {
    @Override
    public void onFinalized(Run<?, ?> run) {
        try {
            StepFiles.of(run).removeSteps();
        } catch (IOException e) {
            throw new UncheckedIOException("what the steps of " + run + " left in its directory cannot be removed", e);
        }
    }
}
