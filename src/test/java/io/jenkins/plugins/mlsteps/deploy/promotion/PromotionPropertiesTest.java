package io.jenkins.plugins.mlsteps.deploy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.deploy.promotion.PromotionRequest.Origin;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.spec.administration.Policy;
import io.jenkins.plugins.mlsteps.spec.administration.RequiredGate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/** No sequence of events gets a model deployed past the policy; judged by a second, simpler statement of the policy. */
class PromotionPropertiesTest {
    private static final Instant START = Instant.parse("2026-03-09T00:00:00Z");
    private static final String DIGEST = "sha256:model";
    private static final PromotionRequest REQUEST =
            new PromotionRequest("p", "e", "production", "m", DIGEST, "churn", List.of("mia"), null, Origin.JOB);
    private static final List<String> GATES = List.of("quality", "fairness");
    private static final Serving OLDER = new Serving("m", "sha256:older");
    private static final Serving NEWER = new Serving("m", "sha256:newer");

    @Property(tries = 3000)
    void nothingIsDeployedThatThePolicyForbids(
            @ForAll("policies") Policy policy, @ForAll("events") List<PromotionEvent> events, @ForAll Origin origin) {
        PromotionProcess process = new PromotionProcess(policy);
        Promotion promotion = Promotion.of(REQUEST.by(origin), START);
        List<PromotionEvent> taken = new ArrayList<>();
        for (PromotionEvent event : events) {
            try {
                promotion = process.on(promotion, event);
                taken.add(event);
            } catch (IllegalStateException e) {
                assertThat(e).hasMessageContaining("cannot take");
            }
        }

        boolean deployed = promotion.history().stream().anyMatch(step -> step.state().equals("DEPLOYED"));
        Statistics.label("deployed").collect(deployed, promotion.overridden());
        if (deployed) {
            PromotionEvent.ShippingStarted shipping = lastShipping(taken);
            assertThat(shipping.changed()).isNull();
            assertThat(shipping.digest()).isEqualTo(DIGEST);
            if (!wasOverridden(taken)) {
                assertThat(origin == Origin.REPLAY && !takesReplays(policy)).isFalse();
                assertEvidence(policy, taken, shipping.time(), origin == Origin.ROLLBACK);
                assertFirstModel(policy, taken);
                assertComparedWithWhatServes(policy, taken, origin);
                assertApprovals(policy, taken);
                assertThat(isFrozen(policy, shipping.time())).isFalse();
            }
        }
    }

    @Property(tries = 1000)
    void aFinalPromotionTakesNothingButAnOverrideOfARefusal(
            @ForAll("policies") Policy policy, @ForAll("events") List<PromotionEvent> events) {
        PromotionProcess process = new PromotionProcess(policy);
        Promotion promotion = Promotion.of(REQUEST, START);
        for (PromotionEvent event : events) {
            Promotion before = promotion;
            try {
                promotion = process.on(promotion, event);
            } catch (IllegalStateException e) {
                continue;
            }
            assertThat(promotion.history().size()).isGreaterThan(before.history().size());
            if (before.stage().isFinal() && promotion.stage() != before.stage()) {
                assertThat(before.stage()).isEqualTo(Stage.REFUSED);
                assertThat(promotion.overridden()).isTrue();
            }
        }
    }

    private static PromotionEvent.ShippingStarted lastShipping(List<PromotionEvent> taken) {
        return (PromotionEvent.ShippingStarted) taken.stream()
                .filter(PromotionEvent.ShippingStarted.class::isInstance)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private static boolean wasOverridden(List<PromotionEvent> taken) {
        return decisions(taken).stream()
                .anyMatch(it -> it.kind() == Decision.Kind.OVERRIDE
                        && it.mayOverride()
                        && it.person() != null
                        && !it.person().isBlank()
                        && it.reason() != null
                        && !it.reason().isBlank());
    }

    private static List<Decision> decisions(List<PromotionEvent> taken) {
        return taken.stream()
                .filter(PromotionEvent.Decided.class::isInstance)
                .map(event -> ((PromotionEvent.Decided) event).decision())
                .toList();
    }

    private static void assertEvidence(
            Policy policy, List<PromotionEvent> taken, Instant shipping, boolean anyAge) {
        List<GateEvidence> evidence = taken.stream()
                .filter(PromotionEvent.EvidenceGathered.class::isInstance)
                .flatMap(event -> ((PromotionEvent.EvidenceGathered) event).evidence().stream())
                .toList();
        for (RequiredGate gate : policy.gates()) {
            assertThat(evidence)
                    .as("gate " + gate)
                    .anyMatch(it -> it.gate().equals(gate.name())
                            && (!it.replayed() || takesReplays(policy))
                            && (gate.rules().isEmpty() || it.measured().metrics().get("auc") >= 0.9)
                            && it.problem() == null
                            && it.passed()
                            && DIGEST.equals(it.digest())
                            && it.time() != null
                            && (anyAge
                                    || policy.maxAge() == null
                                    || Duration.between(it.time(), shipping).compareTo(policy.maxAge()) <= 0));
        }
    }

    private static boolean takesReplays(Policy policy) {
        boolean unguarded = policy.gates().isEmpty() && policy.approvals().count() == 0;
        return policy.replays() == null ? unguarded : policy.replays();
    }

    private static PromotionEvent.EvidenceGathered gathered(List<PromotionEvent> taken) {
        return taken.stream()
                .filter(PromotionEvent.EvidenceGathered.class::isInstance)
                .map(PromotionEvent.EvidenceGathered.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static void assertFirstModel(Policy policy, List<PromotionEvent> taken) {
        PromotionEvent.EvidenceGathered gathered = gathered(taken);
        if (gathered.serving() == null) {
            assertThat(policy.firstModel()).isNotIn("fail", "maybe");
        }
        if (gathered.serving() == null && "absoluteOnly".equals(policy.firstModel()) && !policy.gates().isEmpty()) {
            assertThat(gathered.evidence()).anyMatch(GateEvidence::absolute);
        }
    }

    private static void assertComparedWithWhatServes(Policy policy, List<PromotionEvent> taken, Origin origin) {
        PromotionEvent.EvidenceGathered gathered = gathered(taken);
        if (gathered.serving() == null || !gathered.serving().model().equals("m") || origin == Origin.ROLLBACK) {
            return;
        }
        for (RequiredGate gate : policy.gates()) {
            GateEvidence.Measured measured = gathered.evidence().stream()
                    .filter(it -> it.gate().equals(gate.name()))
                    .findFirst()
                    .orElseThrow()
                    .measured();
            if (measured != null && "production".equals(measured.comparedWith())) {
                assertThat(measured.baseline().digest()).isEqualTo(gathered.serving().digest());
            }
        }
    }

    private static void assertApprovals(Policy policy, List<PromotionEvent> taken) {
        Set<String> people = new HashSet<>();
        for (Decision decision : decisions(taken)) {
            boolean member = policy.approvals().group() == null
                    || decision.groups().contains(policy.approvals().group());
            if (decision.kind() == Decision.Kind.APPROVE && member && decision.person() != null) {
                people.add(decision.person().strip().toLowerCase(Locale.ROOT));
            }
        }
        people.remove("");
        if (policy.approvals().notAuthor()) {
            people.remove("mia");
        }
        assertThat(people.size()).isGreaterThanOrEqualTo(policy.approvals().count());
    }

    /** The windows generated here are in UTC and within one day. */
    private static boolean isFrozen(Policy policy, Instant time) {
        ZonedDateTime at = time.atZone(ZoneOffset.UTC);
        return policy.freeze().stream()
                .anyMatch(window -> window.days().stream().anyMatch(day -> day.dayOfWeek() == at.getDayOfWeek())
                        && !at.toLocalTime().isBefore(LocalTime.parse(window.from()))
                        && at.toLocalTime().isBefore(LocalTime.parse(window.to())));
    }

    @Provide
    Arbitrary<Policy> policies() {
        Arbitrary<List<RequiredGate>> gates = Combinators.combine(
                        Arbitraries.of(GATES), Arbitraries.of(List.<String>of(), List.of("auc >= 0.9")))
                .as((name, rules) -> new RequiredGate(name, rules, null))
                .list()
                .uniqueElements(RequiredGate::name)
                .ofMaxSize(2);
        Arbitrary<Boolean> replays = Arbitraries.of(true, false).injectNull(0.5);
        Arbitrary<Double> maxAge = Arbitraries.of(12.0, 24.0, 48.0).injectNull(0.3);
        Arbitrary<Policy.Approvals> approvals = Combinators.combine(
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.of("managers").injectNull(0.5),
                        Arbitraries.of(true, false))
                .as(Policy.Approvals::new);
        Arbitrary<List<Policy.FreezeWindow>> freeze = Arbitraries.of(Policy.Day.values())
                .list()
                .ofMinSize(1)
                .ofMaxSize(2)
                .map(days -> new Policy.FreezeWindow(days, "06:00", "18:00", "UTC"))
                .list()
                .ofMaxSize(1);
        Arbitrary<String> firstModel = Arbitraries.of("pass", "fail", "absoluteOnly", "maybe").injectNull(0.6);
        return Combinators.combine(gates, maxAge, approvals, firstModel, freeze, replays)
                .as((g, age, a, first, f, r) -> new Policy(g, age, a, first, f, null, null, null, r));
    }

    @Provide
    Arbitrary<List<PromotionEvent>> events() {
        // The usual order with something odd now and then: purely random sequences hardly ever get far.
        Arbitrary<List<PromotionEvent>> usual = Combinators.combine(
                        gathered(), decided().list().ofMaxSize(5), shipping(), served())
                .as((evidence, decisions, shipped, end) -> {
                    List<PromotionEvent> events = new ArrayList<>();
                    events.add(evidence);
                    events.addAll(decisions);
                    events.add(shipped);
                    events.add(end);
                    return events;
                });
        Arbitrary<List<PromotionEvent>> any =
                Arbitraries.oneOf(gathered(), decided(), shipping(), served()).list().ofMaxSize(12);
        return Combinators.combine(usual, any, Arbitraries.integers().between(0, 3)).as((first, rest, order) -> {
            List<PromotionEvent> events = new ArrayList<>(order == 0 ? rest : first);
            events.addAll(order == 0 ? first : rest);
            return events;
        });
    }

    private static Arbitrary<Instant> times() {
        return Arbitraries.integers().between(0, 72).map(hour -> START.plus(Duration.ofHours(hour)));
    }

    private static Arbitrary<PromotionEvent> gathered() {
        Arbitrary<GateEvidence> evidence = Combinators.combine(
                        Arbitraries.of(GATES),
                        Arbitraries.of("unreadable").injectNull(0.8),
                        Arbitraries.frequency(Tuple.of(4, true), Tuple.of(1, false)),
                        Arbitraries.frequency(
                                Tuple.of(4, DIGEST), Tuple.of(1, "sha256:other")),
                        Arbitraries.of(true, false),
                        times().injectNull(0.1),
                        Arbitraries.frequency(Tuple.of(5, false), Tuple.of(1, true)),
                        numbers().injectNull(0.1))
                .as((gate, problem, passed, digest, absolute, time, replayed, measured) -> new GateEvidence(
                        gate, problem, passed, digest, "churn", List.of(), absolute, time, replayed, measured));
        Arbitrary<Serving> serving = Arbitraries.of(NEWER, OLDER, new Serving("fraud", NEWER.digest())).injectNull(0.4);
        return Combinators.combine(times(), evidence.list().ofMaxSize(4), serving)
                .as(PromotionEvent.EvidenceGathered::new);
    }

    private static Arbitrary<GateEvidence.Measured> numbers() {
        return Combinators.combine(
                        Arbitraries.of(0.95, 0.95, 0.9, 0.89, Double.NaN),
                        Arbitraries.of("production", "staging").injectNull(0.5),
                        Arbitraries.of(NEWER.digest(), OLDER.digest()).injectNull(0.3))
                .as((auc, comparedWith, baseline) -> new GateEvidence.Measured(
                        Map.of("auc", auc),
                        comparedWith,
                        baseline == null ? null : new Verdict.Baseline("production/churn", baseline, Map.of()),
                        null));
    }

    private static Arbitrary<PromotionEvent> decided() {
        return Combinators.combine(
                        Arbitraries.frequency(
                                Tuple.of(8, Decision.Kind.APPROVE),
                                Tuple.of(1, Decision.Kind.REJECT),
                                Tuple.of(1, Decision.Kind.OVERRIDE)),
                        Arbitraries.of("ann", "Ann", "bob", "mia", "MIA", "zoe", " ").injectNull(0.05),
                        Arbitraries.of(List.of("managers"), List.<String>of()),
                        Arbitraries.of(true, false),
                        Arbitraries.of("because", " ").injectNull(0.3),
                        times())
                .as((kind, person, groups, may, reason, time) ->
                        new PromotionEvent.Decided(new Decision(kind, person, groups, may, reason, time)));
    }

    private static Arbitrary<PromotionEvent> shipping() {
        return Combinators.combine(
                        times(),
                        Arbitraries.frequency(
                                Tuple.of(6, DIGEST), Tuple.of(1, "sha256:other")),
                        Arbitraries.of("model.onnx was changed").injectNull(0.85))
                .as(PromotionEvent.ShippingStarted::new);
    }

    private static Arbitrary<PromotionEvent> served() {
        return times().flatMap(time -> Arbitraries.frequency(
                Tuple.of(4, (PromotionEvent) new PromotionEvent.Served(time, "url")),
                Tuple.of(1, new PromotionEvent.RolledBack(time, "sick")),
                Tuple.of(1, new PromotionEvent.GivenUp(time, "mia", "no time"))));
    }
}
