package io.jenkins.plugins.mlsteps.jenkins.rollback;

import hudson.AbortException;
import hudson.model.Action;
import hudson.model.InvisibleAction;
import hudson.model.Queue;
import hudson.model.Run;
import io.jenkins.plugins.mlsteps.host.Restored;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jenkins.util.VirtualFile;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.cps.CpsFlowFactoryAction2;
import org.jenkinsci.plugins.workflow.flow.FlowDefinition;
import org.jenkinsci.plugins.workflow.flow.FlowDurabilityHint;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;

/**
 * Makes a build of a job bring back a model that an earlier build of the job deployed. The build runs {@code deployEndpoint}
 * alone, with what the earlier one archived, instead of the job's own script: so it can be seen, stopped and approved as every
 * deployment can, and goes on after a restart.
 */
public final class Rollback extends InvisibleAction implements CpsFlowFactoryAction2, Queue.QueueAction {
    private final String id = UUID.randomUUID().toString();
    private final int build;
    private final String environment;
    private final String endpoint;
    private final String model;
    private final String digest;
    private final String script;

    /** @param build that archived the model and its verdicts */
    Rollback(int build, Restored restored, String script) {
        this.build = build;
        this.environment = restored.environment();
        this.endpoint = restored.endpoint();
        this.model = restored.model();
        this.digest = restored.digest();
        this.script = script;
    }

    /** What a build brings back; empty for every build that runs its job's script. */
    public static Optional<Rollback> of(Run<?, ?> run) {
        return Optional.ofNullable(run.getAction(Rollback.class));
    }

    /** What comes back; nothing else may be deployed by the build. */
    public Restored restored() {
        return new Restored(environment, endpoint, model, digest);
    }

    /**
     * The artifacts of the build that has the model.
     *
     * @param run that brings it back
     * @throws IOException when that build was deleted
     */
    public VirtualFile artifacts(Run<?, ?> run) throws IOException {
        Run<?, ?> earlier = run.getParent().getBuildByNumber(build);
        if (earlier == null) {
            throw new IOException("build #" + build + ", which archived the model to roll back to, was deleted");
        }
        return earlier.getArtifactManager().root();
    }

    /**
     * Always durable, whatever the job prefers: nobody wants half of a roll back.
     *
     * @throws AbortException when another build does it: a controller that was killed may find it in its queue again
     */
    @Override
    public CpsFlowExecution create(FlowDefinition definition, FlowExecutionOwner owner, List<? extends Action> actions)
            throws IOException {
        Queue.getInstance().save();
        if (owner.getExecutable() instanceof Run<?, ?> run) {
            requireOnce(run);
        }
        return new CpsFlowExecution(script, true, owner, FlowDurabilityHint.MAX_SURVIVABILITY);
    }

    private void requireOnce(Run<?, ?> run) throws AbortException {
        Run<?, ?> other = run.getPreviousBuild();
        while (other != null && other.getNumber() > build) {
            if (of(other).filter(rollback -> rollback.id.equals(id)).isPresent()) {
                throw new AbortException("build #" + other.getNumber() + " does this roll back already");
            }
            other = other.getPreviousBuild();
        }
    }

    /** Who asks twice gets it once. */
    @Override
    public boolean shouldSchedule(List<Action> actions) {
        return actions.stream()
                .noneMatch(action -> action instanceof Rollback other
                        && other.restored().equals(restored())
                        && other.script.equals(script));
    }
}
