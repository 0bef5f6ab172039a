package io.jenkins.plugins.mlsteps.jenkins.promotion;

import hudson.model.Job;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.mlsteps.jenkins.configuration.MlPermissions;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.springframework.security.access.AccessDeniedException;

/** Finds jobs by their full names. */
final class JobLookup {
    private JobLookup() {}

    /** The job, if the current user may read it. */
    static Optional<Job<?, ?>> visible(String fullName) {
        try {
            Job<?, ?> job = Jenkins.get().getItemByFullName(fullName, Job.class);
            return Optional.ofNullable(job);
        } catch (AccessDeniedException mayOnlyKnowThatItExists) {
            return Optional.empty();
        }
    }

    /**
     * Whether the current user may know what was done with a job: of those that he may read, and of deleted ones when he configures
     * environments.
     *
     * @param fullName empty for a deleted one
     */
    static boolean mayBeKnown(Optional<String> fullName) {
        return fullName.flatMap(JobLookup::visible).isPresent()
                || (Jenkins.get().hasPermission(MlPermissions.CONFIGURE)
                        && !fullName.map(JobLookup::exists).orElse(false));
    }

    private static boolean exists(String fullName) {
        try (ACLContext everything = ACL.as2(ACL.SYSTEM2)) {
            return visible(fullName).isPresent();
        }
    }
}
