package io.jenkins.plugins.mlsteps.jenkins.promotion;

import hudson.model.Job;
import hudson.security.Permission;
import io.jenkins.plugins.mlsteps.deploy.promotion.Decision;
import io.jenkins.plugins.mlsteps.jenkins.configuration.MlPermissions;
import io.jenkins.plugins.mlsteps.spec.Reason;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/**
 * Takes what the current user says about a pending promotion, and vouches for who it was. Being an administrator decides
 * nothing: only the permissions do.
 */
final class Ballot {
    private final DeskDrawer drawer = DeskDrawer.get();

    /**
     * Keeps a decision and logs it.
     *
     * @param key of the promotion
     * @param words reason, needed to reject and to override
     * @throws RefusedDecision saying why it is not taken
     * @throws hudson.security.AccessDeniedException3 without the permission
     */
    void cast(String key, Decision.Kind kind, String words) throws IOException {
        synchronized (drawer) {
            DeskSheet sheet = drawer.find(key).orElseThrow(() -> unknown(key));
            Job<?, ?> job = JobLookup.visible(sheet.job()).orElseThrow(() -> unknown(key));
            job.checkPermission(permission(kind));
            Decision decision = decision(kind, words);
            Optional<String> refusal = refusal(sheet, decision);
            if (refusal.isPresent()) {
                throw new RefusedDecision(refusal.get());
            }
            PromotionLog.get().add(LogEntry.decided(sheet, decision));
            drawer.add(sheet, decision);
        }
    }

    /** Says the same whether there is no such promotion or the user may not know of it. */
    private static RefusedDecision unknown(String key) {
        return new RefusedDecision(
                "there is no pending promotion '" + key + "': it was decided already, or its build ended");
    }

    static Permission permission(Decision.Kind kind) {
        return kind == Decision.Kind.OVERRIDE ? MlPermissions.OVERRIDE : MlPermissions.PROMOTE;
    }

    private static Decision decision(Decision.Kind kind, String words) {
        Authentication who = Person.known();
        String reason = words == null || words.isBlank() ? null : words.strip();
        if (reason == null && kind != Decision.Kind.APPROVE) {
            throw new RefusedDecision((kind == Decision.Kind.REJECT ? "a rejection" : "an override")
                    + " needs a reason, which stays in the record");
        }
        Reason.problem(reason).ifPresent(problem -> {
            throw new RefusedDecision(problem);
        });
        boolean mayOverride = kind == Decision.Kind.OVERRIDE;
        return new Decision(kind, who.getName(), groups(who), mayOverride, reason, Instant.now());
    }

    static List<String> groups(Authentication who) {
        return who.getAuthorities().stream().map(GrantedAuthority::getAuthority).toList();
    }

    /** Why an approval or a rejection of a person, who has the permission, would not be taken; empty when it would. */
    static Optional<String> refusal(DeskSheet sheet, Authentication who) {
        return refusal(sheet, Decision.approve(who.getName(), groups(who), Instant.now()));
    }

    /** Why no decision of anybody would be taken; empty when some would. */
    static Optional<String> refusal(DeskSheet sheet) {
        return sheet.sealed()
                ? Optional.of("it was decided already: the model is being deployed")
                : sheet.standing().stream().flatMap(decision -> last(decision).stream()).findFirst();
    }

    /** After a decision that ends the deliberation others would have no effect. */
    private static Optional<String> last(Decision decision) {
        return switch (decision.kind()) {
            case APPROVE -> Optional.empty();
            case REJECT -> Optional.of("it was rejected by " + decision.person() + " already");
            case OVERRIDE -> Optional.of("the policy was set aside by " + decision.person() + " already");
        };
    }

    private static Optional<String> refusal(DeskSheet sheet, Decision decision) {
        Optional<String> decided = refusal(sheet);
        if (decided.isPresent() || decision.kind() == Decision.Kind.OVERRIDE) {
            return decided;
        }
        if (sheet.promotion().refused()) {
            return Optional.of("the policy refuses this promotion: "
                    + String.join("; ", sheet.promotion().unmet()) + "; only an override goes on from here");
        }
        if (sheet.wasDecidedBy(decision.person())) {
            return Optional.of("you decided about this promotion already");
        }
        return sheet.promotion().ineligible(decision).map(why -> "your decision would not count: " + why);
    }
}
