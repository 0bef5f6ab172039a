package io.jenkins.plugins.mlsteps.jenkins.execution;

import hudson.remoting.ChannelClosedException;
import hudson.remoting.RequestAbortedException;
import io.jenkins.plugins.mlsteps.host.UnreachableException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;

/** Tells failures of the work from those of the way to it. */
final class Away {
    private static final List<Class<? extends Throwable>> CONNECTION =
            List.of(UnreachableException.class, ChannelClosedException.class, RequestAbortedException.class);

    /** Causes for which Jenkins ends a node block; their classes are in a plugin that need not be there. */
    private static final List<String> NODE_LOST = List.of("RemovedNodeCause", "RemovedNodeTimeoutCause");

    private Away() {}

    /** Whether the agent cannot be reached now, and may be later. */
    static boolean isAgentAway(Throwable failure) {
        return causes(failure).anyMatch(Away::isOfConnection);
    }

    /**
     * The same of a failure that is not the author's: Jenkins tells that the connection broke while it copied files as what it suppressed
     * beside the file that was cut short.
     */
    static boolean wasAgentAway(Throwable failure) {
        return isAgentAway(failure)
                || causes(failure).flatMap(cause -> Stream.of(cause.getSuppressed())).anyMatch(Away::isAgentAway);
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }

    private static boolean isOfConnection(Throwable cause) {
        return CONNECTION.stream().anyMatch(type -> type.isInstance(cause))
                // Not a class of workflow-step-api in every version we run with.
                || cause.getClass().getSimpleName().equals("AgentOfflineException");
    }

    /** Why a body lost the node that it had for itself; empty when it did not. */
    static Optional<String> nodeLost(Throwable failure) {
        if (isAgentAway(failure)) {
            return Optional.of(String.valueOf(failure.getMessage()));
        }
        return failure instanceof FlowInterruptedException interruption
                ? interruption.getCauses().stream()
                        .filter(cause -> NODE_LOST.contains(cause.getClass().getSimpleName()))
                        .map(CauseOfInterruption::getShortDescription)
                        .findFirst()
                : Optional.empty();
    }

    /** Whether a limit of time within the work ended it, which is a failure of the work like others. */
    static boolean isOwnTimeout(Throwable failure) {
        return failure instanceof FlowInterruptedException interruption
                && !interruption.isActualInterruption()
                && interruption.getCauses().stream()
                        .anyMatch(cause -> cause.getClass().getSimpleName().equals("ExceededTimeout"));
    }

    /** Whether somebody stopped the build, or the agent of the body is gone: not the author's code that failed. */
    static boolean isInterruption(Throwable failure) {
        return failure instanceof FlowInterruptedException || isAgentAway(failure);
    }
}
