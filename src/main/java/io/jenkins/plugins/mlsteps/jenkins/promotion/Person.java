package io.jenkins.plugins.mlsteps.jenkins.promotion;

import hudson.security.ACL;
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
        Authentication who = Jenkins.getAuthentication2();
        if (ACL.isAnonymous2(who) || who.equals(ACL.SYSTEM2)) {
            throw new RefusedDecision("a decision needs a person: log in first");
        }
        return who;
    }
}
