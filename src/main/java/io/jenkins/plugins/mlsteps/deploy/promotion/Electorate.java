package io.jenkins.plugins.mlsteps.deploy.promotion;

import io.jenkins.plugins.mlsteps.spec.administration.Policy;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whose decisions about a promotion count.
 *
 * @param authors who started the build
 */
record Electorate(Policy.Approvals approvals, List<String> authors) {
    /** Why a person's approval, or rejection, does not count; empty when it does. */
    Optional<String> ineligible(Decision decision) {
        if (Requirements.isBlank(decision.person())) {
            return Optional.of("nobody knows who it was");
        }
        if (approvals.group() != null && !decision.groups().contains(approvals.group())) {
            return Optional.of("not a member of " + approvals.group());
        }
        if (approvals.notAuthor() && isAuthor(decision.person())) {
            return Optional.of("the author of the build may not "
                    + (decision.kind() == Decision.Kind.REJECT ? "decide about it; abort the build instead" : "approve it"));
        }
        return Optional.empty();
    }

    private boolean isAuthor(String person) {
        return authors.stream().anyMatch(author -> identity(author).equals(identity(person)));
    }

    /** User names differ in more than their case: Jenkins' own user database takes alice and Alice for one person. */
    static String identity(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
