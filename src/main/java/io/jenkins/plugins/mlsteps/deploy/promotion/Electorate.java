package io.jenkins.plugins.mlsteps.deploy.promotion;

import io.jenkins.plugins.mlsteps.spec.administration.Policy;
import java.util.Locale;
import java.util.Optional;

/**
 * Whose decisions about a promotion count.
 *
 * @param author who started the build; null when unknown
 */
record Electorate(Policy.Approvals approvals, String author) {
    /** Why a person's approval, or rejection, does not count; empty when it does. */
    Optional<String> ineligible(Decision decision) {
        if (Requirements.isBlank(decision.person())) {
            return Optional.of("nobody knows who it was");
        }
        if (approvals.group() != null && !decision.groups().contains(approvals.group())) {
            return Optional.of("not a member of " + approvals.group());
        }
        if (approvals.notAuthor() && author != null && identity(decision.person()).equals(identity(author))) {
            return Optional.of("the author of the build may not approve it");
        }
        return Optional.empty();
    }

    /** User names differ in more than their case: Jenkins' own user database takes alice and Alice for one person. */
    static String identity(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
