package io.jenkins.plugins.mlsteps.jenkins.promotion;

import hudson.model.Job;
import hudson.security.ACL;
import hudson.security.ACLContext;
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

    static boolean exists(String fullName) {
        try (ACLContext everything = ACL.as2(ACL.SYSTEM2)) {
            return visible(fullName).isPresent();
        }
    }
}
