package io.jenkins.plugins.mlsteps.spec.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlsteps.spec.SpecException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NarrowingTest {
    private static final Policy BASE = new Policy(
            List.of("quality"),
            24.0,
            new Policy.Approvals(1, "managers", false),
            "pass",
            List.of(),
            List.of("team/**"),
            List.of("lab/*", "qa/*"),
            4.0);

    private static Administration all() {
        TargetConfig target = TargetConfig.local(0);
        return new Administration(
                Map.of(
                        "staging", new Environment(null, target, null),
                        "production", new Environment(Environment.Tier.production, target, BASE)),
                null,
                null);
    }

    private static Policy narrowed(Policy more) {
        return new Narrowing(null, null, Map.of("production", more))
                .of(all())
                .environments()
                .get("production")
                .policy();
    }

    @Test
    void takesAwayWhatIsNotNamed() {
        Administration left = new Narrowing(List.of("staging"), null, null).of(all());

        assertThat(left.environments()).containsOnlyKeys("staging");
        assertThat(Narrowing.none().of(all())).isEqualTo(all());
        assertThat(new Narrowing(List.of(), null, null).of(all()).environments()).isEmpty();
    }

    private static Policy asking(Boolean replays, RequiredGate... gates) {
        return new Policy(List.of(gates), null, null, null, null, null, null, null, replays);
    }

    private static Policy both(Policy base, Policy more) {
        return new StricterPolicy("production", base, more).both();
    }

    @Test
    void asksForTheRulesOfBothAndForOneBaseline() {
        RequiredGate high = new RequiredGate("quality", List.of("auc >= 0.9"), "production");
        RequiredGate fast = new RequiredGate("quality", List.of("train_seconds < 60"), null);

        assertThat(both(asking(null, high), asking(null, fast)).gates())
                .containsExactly(
                        new RequiredGate("quality", List.of("auc >= 0.9", "train_seconds < 60"), "production"));
        RequiredGate other = new RequiredGate("quality", null, "staging");
        assertThatThrownBy(() -> both(asking(null, high), asking(null, other)))
                .hasMessageContaining("it has to compare with 'production' already");
    }

    private static Policy first(String firstModel, RequiredGate... gates) {
        return new Policy(List.of(gates), null, null, firstModel, null, null, null, null, null);
    }

    @Test
    void excusesNoFirstModelFromTheComparisonsOfTheAdministrator() {
        RequiredGate compared = new RequiredGate("quality", null, "production");
        RequiredGate relative = new RequiredGate("quality", List.of("auc >= baseline.auc"), null);

        assertThat(both(first(null, compared), first("pass")).firstModel()).isNull();
        assertThat(both(first(null, relative), first("pass")).firstModel()).isNull();
        assertThat(both(first(null, compared), first("absoluteOnly")).firstModel()).isEqualTo("fail");
        assertThat(both(first(null, compared), first(null)).firstModel()).isNull();
        assertThat(both(first(null), first("absoluteOnly", compared)).firstModel()).isEqualTo("absoluteOnly");
    }

    @Test
    void noGateThatAFolderAddsVouchesForAFirstModelOfTheAdministrators() {
        RequiredGate quality = RequiredGate.named("quality");
        RequiredGate own = RequiredGate.named("own");

        assertThat(both(first("absoluteOnly", quality), first(null, own, quality)).gates())
                .containsExactly(quality, own.withoutVouching());
        assertThat(both(first(null, quality), first("absoluteOnly", own)).gates()).containsExactly(quality, own);
        assertThat(both(first("absoluteOnly"), first(null, own)).gates()).containsExactly(own);
    }

    @Test
    void mayRefuseReplaysButNotAcceptThem() {
        RequiredGate gate = RequiredGate.named("quality");

        assertThat(asking(true, gate).acceptsReplays()).isTrue();
        assertThat(both(asking(true, gate), asking(false, gate)).acceptsReplays()).isFalse();
        assertThat(both(asking(null, gate), asking(true, gate)).acceptsReplays()).isFalse();
        assertThat(both(Policy.open(), asking(true, gate)).acceptsReplays()).isFalse();
        assertThat(Policy.open().acceptsReplays()).isTrue();
    }

    @Test
    void asksForBothPolicies() {
        Policy policy = narrowed(new Policy(
                List.of("fairness"),
                12.0,
                new Policy.Approvals(3, null, true),
                "fail",
                null,
                List.of("team/**"),
                List.of("lab/*"),
                1.0));

        assertThat(policy.gates()).extracting(RequiredGate::name).containsExactly("quality", "fairness");
        assertThat(policy.maxAgeHours()).isEqualTo(12.0);
        assertThat(policy.approvals()).isEqualTo(new Policy.Approvals(3, "managers", true));
        assertThat(policy.firstModel()).isEqualTo("fail");
        assertThat(policy.verdictsFrom()).containsExactly("lab/*");
        assertThat(policy.overrideHours()).isEqualTo(1.0);
    }

    @Test
    void laxerWishesChangeNothing() {
        assertThat(narrowed(new Policy(
                        null, 1000.0, new Policy.Approvals(0, null, false), "pass", null, null, null, 1000.0)))
                .isEqualTo(BASE);
        assertThat(narrowed(Policy.open())).isEqualTo(BASE);
    }

    @Test
    void refusesWhatWouldAcceptMoreOrCannotBeAskedForTogether() {
        assertThatThrownBy(() -> narrowed(new Policy(null, null, null, null, null, null, List.of("home/*"), null)))
                .isInstanceOf(SpecException.class)
                .hasMessage("'policies.production.verdictsFrom' is [home/*], which accepts more than [lab/*, qa/*]");
        assertThatThrownBy(() -> narrowed(new Policy(null, null, null, null, null, List.of("**"), null, null)))
                .hasMessageContaining("'policies.production.jobs' is [**], which is not a part of [team/**]");
        assertThatThrownBy(() -> narrowed(
                        new Policy(null, null, new Policy.Approvals(1, "friends", false), null, null)))
                .hasMessageContaining("approvals are those of 'managers' already");
        assertThatThrownBy(() -> new Narrowing(null, null, Map.of("produktion", Policy.open())).of(all()))
                .hasMessageContaining("not defined; did you mean 'production'");
        Policy own = new Policy(null, null, null, null, null, null, List.of("lab/*"), null);
        assertThatThrownBy(() -> new StricterPolicy("staging", Policy.open(), own).both())
                .hasMessageContaining("accepts more than verdicts of the job itself");
    }
}
