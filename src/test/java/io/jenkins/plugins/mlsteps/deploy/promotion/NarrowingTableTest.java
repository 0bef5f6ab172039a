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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each field of a policy: whatever the administrator and a folder say in it, nothing at all included. */
class NarrowingTableTest {
    private static final Instant NOW = Instant.parse("2026-03-11T12:00:00Z");
    private static final String DIGEST = "sha256:" + "a".repeat(64);
    private static final String SERVED = "sha256:" + "5".repeat(64);
    private static final List<RequiredGate> NAMED = List.of(RequiredGate.named("quality"));

    private final Map<Policy, List<Promotion>> lets = new HashMap<>();

    @ParameterizedTest(name = "{0}")
    @MethodSource("fields")
    void aFolderNeverLetsThroughWhatTheAdministratorDoesNot(String field, List<Policy> policies) {
        for (Policy base : policies) {
            for (Policy more : policies) {
                Policy both = both(base, more);
                if (both != null) {
                    assertThat(letThrough(base)).as("%s, folder %s", base, more).containsAll(letThrough(both));
                    assertThat(both.overrideWait()).isLessThanOrEqualTo(base.overrideWait());
                }
            }
        }
    }

    static Stream<Arguments> fields() {
        List<RequiredGate> absolute = List.of(new RequiredGate("quality", List.of("auc >= 0.8"), null));
        List<RequiredGate> missed = List.of(new RequiredGate("quality", List.of("auc >= 0.9"), null));
        List<RequiredGate> compared = List.of(new RequiredGate("quality", List.of("auc >= 0.8"), "production"));
        List<RequiredGate> relative = List.of(new RequiredGate("quality", List.of("auc >= baseline.auc"), null));
        List<Policy> gates = new ArrayList<>();
        for (List<RequiredGate> gate : Arrays.asList(null, NAMED, absolute, missed, compared, relative)) {
            for (String first : Arrays.asList(null, "pass", "absoluteOnly", "fail", "maybe")) {
                gates.add(new Policy(gate, null, null, first, null, null, null, null, null));
            }
        }
        return Stream.of(
                Arguments.of("gates and firstModel", gates),
                Arguments.of("maxAgeHours", table(age -> judged(age, null, null, null), null, 1.0, 24.0)),
                Arguments.of(
                        "approvals",
                        table(
                                NarrowingTableTest::approved,
                                null,
                                new Policy.Approvals(1, null, false),
                                new Policy.Approvals(1, "managers", false),
                                new Policy.Approvals(2, null, true))),
                Arguments.of(
                        "freeze",
                        table(
                                NarrowingTableTest::frozen,
                                null,
                                new Policy.FreezeWindow(List.of(Policy.Day.WED), "11:00", "13:00", "UTC"))),
                Arguments.of("jobs", table(jobs -> judged(null, jobs, null, null), null, List.of("churn"), List.of("lab"))),
                Arguments.of(
                        "verdictsFrom",
                        table(from -> judged(null, null, from, null), null, List.of("churn"), List.of("lab", "churn"))),
                Arguments.of("replays without gates", table(NarrowingTableTest::replays, null, true, false)),
                Arguments.of("replays", table(replays -> judged(null, null, null, replays), null, true, false)),
                Arguments.of("overrideHours", table(NarrowingTableTest::overridden, null, 1.0, 24.0)));
    }

    private interface Saying<T> {
        Policy policy(T value);
    }

    @SafeVarargs
    private static <T> List<Policy> table(Saying<T> field, T... values) {
        return Arrays.stream(values).map(field::policy).toList();
    }

    private static Policy judged(Double age, List<String> jobs, List<String> from, Boolean replays) {
        return new Policy(NAMED, age, null, null, null, jobs, from, null, replays);
    }

    private static Policy approved(Policy.Approvals approvals) {
        return new Policy(NAMED, null, approvals, null, null, null, null, null, null);
    }

    private static Policy frozen(Policy.FreezeWindow window) {
        List<Policy.FreezeWindow> windows = window == null ? null : List.of(window);
        return new Policy(NAMED, null, null, null, windows, null, null, null, null);
    }

    private static Policy replays(Boolean replays) {
        return new Policy(null, null, null, null, null, null, null, null, replays);
    }

    private static Policy overridden(Double hours) {
        return new Policy(NAMED, null, null, null, null, null, null, hours, null);
    }

    /** Null when both cannot be asked for, so that nothing is promoted. */
    private static Policy both(Policy base, Policy more) {
        Environment production = new Environment(null, TargetConfig.local(0), base);
        Administration all = new Administration(Map.of("production", production), null, null);
        try {
            return new Narrowing(null, null, Map.of("production", more))
                    .of(all)
                    .environments()
                    .get("production")
                    .policy();
        } catch (SpecException e) {
            return null;
        }
    }

    private List<Promotion> letThrough(Policy policy) {
        Requirements requirements = new Requirements(policy);
        return lets.computeIfAbsent(policy, it -> promotions()
                .filter(promotion -> requirements.unmet(promotion, NOW).isEmpty() && requirements.enoughApprovals(promotion))
                .toList());
    }

    private static Stream<Promotion> promotions() {
        return Stream.of(
                        request("churn", Origin.JOB), request("lab", Origin.JOB), request("churn", Origin.REPLAY))
                .flatMap(request -> evidence().flatMap(found -> Stream.of(new Serving("m", SERVED), null)
                        .flatMap(serving -> approved(Promotion.of(request, NOW).withEvidence(List.of(found), serving)))));
    }

    private static PromotionRequest request(String job, Origin origin) {
        return new PromotionRequest("p", "e", "production", "m", DIGEST, job, List.of("mia"), null, origin);
    }

    private static Stream<GateEvidence> evidence() {
        Verdict.Baseline served = new Verdict.Baseline("production", SERVED, Map.of("auc", 0.7));
        return Stream.of(served, null).flatMap(baseline -> Stream.of(true, false)
                .flatMap(absolute -> Stream.of(
                        evidence(baseline, absolute, NOW, false),
                        evidence(baseline, absolute, NOW.minusSeconds(7200), false),
                        evidence(baseline, absolute, NOW, true))));
    }

    private static GateEvidence evidence(Verdict.Baseline baseline, boolean absolute, Instant time, boolean replayed) {
        GateEvidence.Measured numbers = new GateEvidence.Measured(Map.of("auc", 0.85), "production", baseline, null);
        return new GateEvidence("quality", null, true, DIGEST, "churn", null, absolute, time, replayed, numbers);
    }

    private static Stream<Promotion> approved(Promotion asked) {
        Promotion one = asked.withApproval(Decision.approve("ann", List.of(), NOW));
        return Stream.of(
                asked,
                one,
                one.withApproval(Decision.approve("mia", List.of(), NOW)),
                asked.withApproval(Decision.approve("bob", List.of("managers"), NOW)));
    }
}
