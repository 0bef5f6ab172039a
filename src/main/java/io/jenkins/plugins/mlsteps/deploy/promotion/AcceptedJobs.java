package io.jenkins.plugins.mlsteps.deploy.promotion;

import java.util.List;
import java.util.Optional;

/**
 * The jobs whose verdicts count for a promotion. Whoever may write one job's script decides what its gates ask for: that says
 * nothing to another job, unless the policy names it.
 *
 * @param named patterns of the policy; empty when it names none
 * @param promoting the job whose build promotes
 */
public record AcceptedJobs(List<String> named, String promoting) {
    public boolean include(String job) {
        return !Requirements.isBlank(job)
                && (named.isEmpty() ? job.equals(promoting) : new JobPatterns(named).match(job));
    }

    /** Why a verdict of this job does not count; empty when it does. */
    Optional<String> refuse(String job) {
        if (Requirements.isBlank(job)) {
            return Optional.of("has a verdict that does not say which job it is of; run the gate again");
        }
        return include(job)
                ? Optional.empty()
                : Optional.of("was judged by job '" + job + "', whose verdicts do not count here; accepted are those of "
                        + (named.isEmpty()
                                ? "'" + promoting + "' itself (verdictsFrom in the policy names others)"
                                : String.join(", ", named)));
    }
}
