package io.jenkins.plugins.mlsteps.jenkins.promotion;

import hudson.security.ACL;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.springframework.security.core.Authentication;

/** Who decides. */
public final class Person {
    private Person() {}

    /**
     * The current user.
     *
     * @throws RefusedDecision when nobody knows who it is
     */
    public static Authentication known() {
        unknown().ifPresent(why -> {
            throw new RefusedDecision(why);
        });
        return Jenkins.getAuthentication2();
    }

    /** Why the current user decides nothing, whatever the permissions are: nobody knows who it is; empty when it is known. */
    public static Optional<String> unknown() {
        Authentication who = Jenkins.getAuthentication2();
        return ACL.isAnonymous2(who) || who.equals(ACL.SYSTEM2)
                ? Optional.of("a decision needs a person: log in first")
                : Optional.empty();
    }
}
