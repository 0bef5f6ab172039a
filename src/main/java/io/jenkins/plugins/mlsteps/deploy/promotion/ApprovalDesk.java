package io.jenkins.plugins.mlsteps.deploy.promotion;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * How a host asks people. Nothing here waits: a promotion is laid on the desk, and the step looks later what was decided.
 * All of it may be called again for the same promotion, after a restart too.
 */
public interface ApprovalDesk {
    /**
     * Shows a promotion to those who decide. One that is on the desk already, but was sealed or is not what it was, is decided anew as
     * it is now: what was decided so far stays, and later decisions follow it.
     */
    void open(PendingPromotion promotion) throws IOException, InterruptedException;

    /**
     * What was decided so far, oldest first; later calls only add to it. A desk at which nobody will ever decide fails the
     * step instead of letting it wait.
     */
    List<Decision> decisions(String id) throws IOException, InterruptedException;

    /**
     * What was decided in all; from now on nothing is any more, and who wants to is told so. A desk that decides before
     * {@link #open} returns knows no later ones.
     */
    List<Decision> seal(String id) throws IOException, InterruptedException;

    /**
     * A decision as the person could make it now: with the groups that the person belongs to by now; empty when the person may not
     * make it any more. A desk that decides before {@link #open} returns has nothing to ask again.
     */
    default Optional<Decision> now(Decision decision) throws IOException, InterruptedException {
        return Optional.of(decision);
    }

    /**
     * Whether people may still decide when {@link #open} has returned. A desk that asks while a promotion is laid on it says
     * no: then a refused one need not wait for an override.
     */
    boolean decidesLater();

    /** A promotion is over. Takes it from the desk, if it was there: every promotion ends here, asked about or not. */
    void close(Promotion promotion) throws IOException, InterruptedException;
}
