package io.jenkins.plugins.mlsteps.deploy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.deploy.promotion.PromotionRequest.Origin;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.administration.Administration;
import io.jenkins.plugins.mlsteps.spec.administration.Environment;
import io.jenkins.plugins.mlsteps.spec.administration.Narrowing;
import io.jenkins.plugins.mlsteps.spec.administration.Policy;
import io.jenkins.plugins.mlsteps.spec.administration.RequiredGate;
import io.jenkins.plugins.mlsteps.spec.administration.TargetConfig;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class NarrowingPropertiesTest {
    private static final Instant NOW = Instant.parse("2026-03-11T12:00:00Z");
    private static final String DIGEST = "sha256:" + "a".repeat(64);
    private static final String SERVED = "sha256:" + "5".repeat(64);

    @Property(tries = 3000)
    void whatANarrowedPolicyLetsThroughTheAdministratorsPolicyDoesToo(
            @ForAll("policies") Policy base, @ForAll("policies") Policy more, @ForAll("promotions") Promotion promotion) {
        Policy narrowed;
        try {
            narrowed = narrowed(base, more);
        } catch (SpecException e) {
            return; // refused: nothing is promoted
        }
        if (lets(narrowed, promotion)) {
            assertThat(lets(base, promotion)).isTrue();
        }
    }

    private static boolean lets(Policy policy, Promotion promotion) {
        Requirements requirements = new Requirements(policy);
        return requirements.unmet(promotion, NOW).isEmpty() && requirements.enoughApprovals(promotion);
    }

    private static Policy narrowed(Policy base, Policy more) {
        TargetConfig target = TargetConfig.local(0);
        Administration all = new Administration(Map.of("production", new Environment(null, target, base)), null, null);
        return new Narrowing(null, null, Map.of("production", more))
                .of(all)
                .environments()
                .get("production")
                .policy();
    }

    @Provide
    Arbitrary<Policy> policies() {
        Arbitrary<List<RequiredGate>> gates = Combinators.combine(
                        Arbitraries.of("a", "b"),
                        Arbitraries.of(List.<String>of(), List.of("auc >= 0.9"), List.of("auc >= 0.8", "f1 >= 0.5")),
                        Arbitraries.of("production", "staging").injectNull(0.7))
                .as(RequiredGate::new)
                .list()
                .uniqueElements(RequiredGate::name)
                .ofMaxSize(2);
        Arbitrary<Boolean> replays = Arbitraries.of(true, false).injectNull(0.5);
        Arbitrary<Double> hours = Arbitraries.of(1.0, 24.0).injectNull(0.4);
        Arbitrary<Policy.Approvals> approvals = Combinators.combine(
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.of("managers").injectNull(0.5),
                        Arbitraries.of(true, false))
                .as(Policy.Approvals::new);
        Arbitrary<String> first = Arbitraries.of("pass", "fail", "absoluteOnly").injectNull(0.4);
        Arbitrary<List<Policy.FreezeWindow>> freeze = Arbitraries.of(
                List.of(), List.of(new Policy.FreezeWindow(List.of(Policy.Day.WED), "11:00", "13:00", "UTC")));
        Arbitrary<List<String>> jobs = Arbitraries.of(List.of(), List.of("churn"), List.of("churn", "other"));
        Arbitrary<List<String>> from = Arbitraries.of(List.of(), List.of("lab"), List.of("lab", "churn"));
        return Combinators.combine(gates, hours, approvals, first, freeze, jobs, from, replays)
                .as((g, h, a, f, w, j, v, r) -> new Policy(g, h, a, f, w, j, v, null, r));
    }

    @Provide
    Arbitrary<Promotion> promotions() {
        Arbitrary<GateEvidence> evidence = Combinators.combine(
                        Arbitraries.of("a", "b"),
                        Arbitraries.of("churn", "lab"),
                        Arbitraries.of(NOW, NOW.minusSeconds(7200)),
                        Arbitraries.of(true, false),
                        Arbitraries.of(false, false, true),
                        Arbitraries.of(0.95, 0.85, 0.7),
                        Arbitraries.of("production", "staging").injectNull(0.4))
                .as((gate, job, time, absolute, replayed, auc, baseline) -> new GateEvidence(
                        gate, null, true, DIGEST, job, List.of(), absolute, time, replayed, measured(auc, baseline)));
        Arbitrary<List<String>> memberships = Arbitraries.of(List.of("managers"), List.of());
        Arbitrary<Decision> decision = Combinators.combine(
                        Arbitraries.of("ann", "bob", "mia"), memberships)
                .as((person, groups) -> Decision.approve(person, groups, NOW));
        return Combinators.combine(
                        evidence.list().ofMaxSize(3),
                        decision.list().ofMaxSize(3),
                        Arbitraries.of("churn", "other", "lab"),
                        Arbitraries.of(new Serving("m", SERVED), new Serving("m", DIGEST)).injectNull(0.4),
                        Arbitraries.of(Origin.JOB, Origin.ROLLBACK, Origin.REPLAY))
                .as((found, decisions, job, serving, origin) -> promotion(request(job, origin), serving, found, decisions));
    }

    private static GateEvidence.Measured measured(double auc, String baseline) {
        return new GateEvidence.Measured(
                Map.of("auc", auc, "f1", auc),
                baseline,
                baseline == null ? null : new Verdict.Baseline(baseline, SERVED, Map.of()),
                null);
    }

    private static PromotionRequest request(String job, Origin origin) {
        return new PromotionRequest("p", "e", "production", "m", DIGEST, job, List.of("mia"), null, origin);
    }

    private static Promotion promotion(
            PromotionRequest request, Serving serving, List<GateEvidence> evidence, List<Decision> approvals) {
        Promotion promotion = Promotion.of(request, NOW).withEvidence(evidence, serving);
        for (Decision approval : approvals) {
            promotion = promotion.withApproval(approval);
        }
        return promotion;
    }
}
