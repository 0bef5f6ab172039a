package io.jenkins.plugins.mlsteps.jenkins.execution;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Cause;
import hudson.model.Run;
import java.util.Optional;
import org.jenkinsci.plugins.pipeline.modeldefinition.causes.RestartDeclarativePipelineCause;
import org.jenkinsci.plugins.variant.OptionalExtension;
import org.jenkinsci.plugins.workflow.cps.replay.ReplayCause;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Knows causes that make a build run the script of an earlier build instead of the one its job has now. What was edited in one build
 * lives on in every build that repeats it.
 */
@Restricted(NoExternalUse.class)
public interface ScriptOrigin extends ExtensionPoint {
    /** What such a cause says; empty for every other. */
    Optional<Repetition> of(Cause cause);

    /**
     * @param edited whether somebody could edit the script on the way
     * @param original whose script it was; null when that build is gone
     */
    record Repetition(boolean edited, @CheckForNull Run<?, ?> original) {}

    /** Whether somebody edited the steps of this one build, or may have: of a build that is gone nobody knows. */
    static boolean isEdited(Run<?, ?> run) {
        return run.getCauses().stream()
                .flatMap(cause -> ExtensionList.lookup(ScriptOrigin.class).stream()
                        .flatMap(origin -> origin.of(cause).stream()))
                .anyMatch(repetition ->
                        repetition.edited() || repetition.original() == null || isEdited(repetition.original()));
    }

    /** <em>Replay</em>, in which the script is edited, and <em>Rebuild</em>, in which it is not. */
    @Extension
    final class OfReplay implements ScriptOrigin {
        @Override
        public Optional<Repetition> of(Cause cause) {
            return cause instanceof ReplayCause replay
                    ? Optional.of(new Repetition(!replay.isRebuilt(), replay.getOriginal()))
                    : Optional.empty();
        }
    }

    /** <em>Restart from Stage</em> of Declarative. */
    @OptionalExtension(requirePlugins = "pipeline-model-definition")
    final class OfRestart implements ScriptOrigin {
        @Override
        public Optional<Repetition> of(Cause cause) {
            return cause instanceof RestartDeclarativePipelineCause restart
                    ? Optional.of(new Repetition(false, restart.getOriginal()))
                    : Optional.empty();
        }
    }
}
