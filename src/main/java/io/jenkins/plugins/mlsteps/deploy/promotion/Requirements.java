package io.jenkins.plugins.mlsteps.deploy.promotion;

import io.jenkins.plugins.mlsteps.deploy.promotion.PromotionRequest.Origin;
import io.jenkins.plugins.mlsteps.spec.administration.Policy;
import io.jenkins.plugins.mlsteps.spec.administration.RequiredGate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What an environment's policy asks of a promotion. Each answer is a list of sentences about what is not fulfilled. Whatever
 * is missing, unreadable, stale or unknown is not fulfilled.
 */
final class Requirements {
    /** Clocks of two machines may differ by so much before a verdict counts as one from the future. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    private final Policy policy;

    Requirements(Policy policy) {
        this.policy = policy;
    }

    Policy.Approvals approvals() {
        return policy.approvals();
    }

    /** What does not depend on people. */
    List<String> unmet(Promotion promotion, Instant now) {
        List<String> unmet = new ArrayList<>();
        for (RequiredGate gate : policy.gates()) {
            unmet(gate, promotion, now).ifPresent(why -> unmet.add("gate '" + gate.name() + "' " + why));
        }
        unmetReplay(promotion).ifPresent(unmet::add);
        unmetJob(promotion).ifPresent(unmet::add);
        unmetFirstModel(promotion).ifPresent(unmet::add);
        unmetAuthor(promotion).ifPresent(unmet::add);
        new FreezeCalendar(policy.freeze()).frozen(now).ifPresent(unmet::add);
        return unmet;
    }

    private Optional<String> unmet(RequiredGate gate, Promotion promotion, Instant now) {
        Optional<GateEvidence> found = promotion.evidence().stream()
                .filter(evidence -> gate.name().equals(evidence.gate()))
                .findFirst();
        if (found.isEmpty()) {
            return Optional.of("has no verdict");
        }
        GateEvidence evidence = found.get();
        if (evidence.problem() != null) {
            return Optional.of("has no verdict that counts: " + evidence.problem());
        }
        if (!promotion.request().digest().equals(evidence.digest())) {
            return Optional.of("judged " + evidence.digest() + ", to be deployed is " + promotion.request().digest());
        }
        Optional<String> stranger =
                new AcceptedJobs(policy.verdictsFrom(), promotion.request().job()).refuse(evidence.job());
        if (stranger.isPresent()) {
            return stranger;
        }
        if (!evidence.passed()) {
            return Optional.of(
                    "did not pass" + (evidence.failed().isEmpty() ? "" : ": " + String.join("; ", evidence.failed())));
        }
        if (evidence.replayed() && !policy.acceptsReplays()) {
            return Optional.of("was judged by a replayed build, whose steps somebody edited; run the gate in a build of its job's"
                    + " own steps");
        }
        boolean mayBeFirst = policy.firstModel() != null && !policy.firstModel().equals("fail");
        return new RequiredRules(gate, promotion.isFirstModel() && mayBeFirst)
                .unmet(evidence.measured())
                .or(() -> stale(evidence, promotion, now))
                .or(() -> new Incumbent(promotion.serving(), promotion.request()).unmet(evidence.measured()));
    }

    private Optional<String> unmetReplay(Promotion promotion) {
        return promotion.request().origin() == Origin.REPLAY && !policy.acceptsReplays()
                ? Optional.of("the build is a replay, whose steps somebody edited, and the policy does not say replays: true")
                : Optional.empty();
    }

    private Optional<String> unmetJob(Promotion promotion) {
        boolean allowed = policy.jobs().isEmpty() || new JobPatterns(policy.jobs()).match(promotion.request().job());
        return allowed
                ? Optional.empty()
                : Optional.of("job '" + promotion.request().job() + "' may not promote into " + promotion.request().environment()
                        + "; those that may are " + String.join(", ", policy.jobs()));
    }

    /** A model that served here before comes back with the verdict that let it in, however old that is by now. */
    private Optional<String> stale(GateEvidence evidence, Promotion promotion, Instant now) {
        if (evidence.time() == null) {
            return Optional.of("has a verdict without a time");
        }
        if (evidence.time().isAfter(now.plus(CLOCK_SKEW))) {
            return Optional.of("has a verdict from the future: " + evidence.time());
        }
        Duration age = Duration.between(evidence.time(), now);
        Duration allowed = promotion.request().origin() == Origin.ROLLBACK ? null : policy.maxAge();
        if (allowed != null && age.compareTo(allowed) > 0) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "has a verdict that is %.1f hours old, allowed are %.1f; run the gate again",
                    hours(age),
                    hours(allowed)));
        }
        return Optional.empty();
    }

    private static double hours(Duration duration) {
        return duration.toMillis() / 3_600_000.0;
    }

    private Optional<String> unmetFirstModel(Promotion promotion) {
        String firstModel = policy.firstModel();
        if (firstModel == null) {
            return Optional.empty();
        }
        if (!Policy.FIRST_MODEL.contains(firstModel)) {
            return Optional.of("the policy says firstModel: '" + firstModel + "', known are pass, fail, absoluteOnly");
        }
        if (promotion.isFirstModel() && firstModel.equals("fail")) {
            return Optional.of("it would be the first model of this endpoint, and the policy says firstModel: fail");
        }
        if (firstModel.equals("absoluteOnly") && promotion.isFirstModel() && comparesOnly(promotion)) {
            return Optional.of("it would be the first model of this endpoint, no required gate made a check that stands"
                    + " without a baseline, and the policy says firstModel: absoluteOnly");
        }
        return Optional.empty();
    }

    private boolean comparesOnly(Promotion promotion) {
        List<String> vouching = policy.gates().stream()
                .filter(RequiredGate::vouchesForFirstModel)
                .map(RequiredGate::name)
                .toList();
        return !policy.gates().isEmpty()
                && promotion.evidence().stream().noneMatch(it -> it.absolute() && vouching.contains(it.gate()));
    }

    private Optional<String> unmetAuthor(Promotion promotion) {
        boolean needed = policy.approvals().count() > 0 && policy.approvals().notAuthor();
        return needed && isBlank(promotion.request().author())
                ? Optional.of("the policy says that the author may not approve, and the build's author is unknown")
                : Optional.empty();
    }

    /** Why a person's approval, or rejection, does not count; empty when it does. */
    Optional<String> ineligible(Decision decision, Promotion promotion) {
        return new Electorate(policy.approvals(), promotion.request().authors()).ineligible(decision);
    }

    /** How many approvals of distinct people count. */
    long approvalsOf(Promotion promotion) {
        return promotion.approvals().stream()
                .filter(decision -> ineligible(decision, promotion).isEmpty())
                .map(decision -> Electorate.identity(decision.person()))
                .distinct()
                .count();
    }

    boolean enoughApprovals(Promotion promotion) {
        return approvalsOf(promotion) >= policy.approvals().count();
    }

    static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}
