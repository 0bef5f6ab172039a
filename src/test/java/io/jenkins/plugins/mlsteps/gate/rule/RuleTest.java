package io.jenkins.plugins.mlsteps.gate.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.record.Verdict;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleTest {
    private static final Map<String, Map<String, Double>> SLICES =
            Map.of("country=DE", Map.of("recall", 0.8), "country=FR", Map.of("recall", 0.6, "auc", 0.7));
    private static final Vocabulary VOCABULARY = new Vocabulary(
            Map.of("auc", 0.9412, "f1", 0.8, "val/auc", 0.91, "val-auc", 0.9, "broken", Double.NaN, "zero", 0.0),
            Map.of("auc", 0.93, "loss", Double.POSITIVE_INFINITY),
            SLICES,
            Map.of("auc", 0.95));

    private static Verdict.Check judge(String rule) {
        return new Rule(rule).judge(VOCABULARY);
    }

    @Test
    void saysWhatWasObservedAndWhatIsRequired() {
        Verdict.Check check = judge("auc >= 0.92");

        assertThat(check.passed()).isTrue();
        assertThat(check.observed()).isEqualTo("auc = 0.9412");
        assertThat(check.required()).isEqualTo(">= 0.92");
        assertThat(check.reason()).isEqualTo("auc = 0.9412 meets >= 0.92");
    }

    @Test
    void showsTheValueARequirementWorksOutTo() {
        Verdict.Check check = judge("auc >= baseline.auc + 0.05");

        assertThat(check.passed()).isFalse();
        assertThat(check.required()).isEqualTo(">= baseline.auc + 0.05 = 0.98");
        assertThat(check.reason()).isEqualTo("auc = 0.9412 does not meet >= baseline.auc + 0.05 = 0.98");
    }

    @Test
    void showsALargeRequirementWithoutAnExponent() {
        assertThat(judge("auc <= 50e6").required()).isEqualTo("<= 50000000");
    }

    @Test
    void listsEveryNumberACompoundRuleReads() {
        Verdict.Check check = judge("auc >= 0.92 && f1 >= baseline.auc");

        assertThat(check.passed()).isFalse();
        assertThat(check.observed()).isEqualTo("auc = 0.9412, baseline.auc = 0.93, f1 = 0.8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "auc * 2 >= 1 | true",
                "2 - auc > 1 | true",
                "auc >= 9.0 / 10 | true",
                "auc / 2 >= 1 / 2.0 | false",
                "auc >= 1 | false",
                "metrics['val/auc'] >= 0.91 | true",
                "metrics['val-auc'] > 0.95 | false",
                "auc >= baseline.auc - 0.005 | true",
                "math.abs(auc - baseline.auc) <= 0.02 | true",
                "slices['country=FR'].recall >= 0.5 | true",
                "slices.min('recall') >= 0.7 | false",
                "slices.max('recall') - slices.min('recall') <= 0.3 | true",
                "slices.all(s, slices[s].recall >= 0.7) | false",
                "auc <= overall.auc | true",
                "!has(metrics.latency) | true",
                "['auc', 'f1'].all(m, metrics[m] > 0.75) | true",
            })
    void judgesConditions(String rule, boolean passed) {
        Verdict.Check check = judge(rule);

        assertThat(check.passed()).as(check.reason()).isEqualTo(passed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "auc > | does not parse at column 6",
                "aucc > 0.9 | did you mean 'auc'?",
                "auc > baseline.acu | 'acu', which is not a metric of the baseline; did you mean 'auc'?",
                "metrics['nope'] > 1.0 | 'nope', which is not a metric of the model",
                "slices['country=DF'].recall > 0.1 | did you mean 'country=DE'?",
                "val-auc > 0.9 | must write the metric 'val-auc' as metrics['val-auc']",
                "broken >= 0.0 | not finite: broken is NaN",
                "auc < baseline.loss | not finite: baseline.loss is Infinity",
                "auc / zero > 3 | not finite: auc / zero is Infinity",
                "auc > 0.5 && metrics.exists(m, metrics[m] > 5) | not finite: metrics[m] is NaN",
                "auc + 1 | cannot be judged",
                "auc | cannot be judged",
                "auc > 'high' | cannot be judged",
                "slices.min('f9') > 0.1 | no slice has the metric 'f9'",
                "auc >= 99/100 | whole numbers are divided without a fraction, 9 / 10 is 0; write 9.0 / 10",
                "auc >= 1u / 2u | whole numbers are divided without a fraction",
                "auc * 2 >= -(1 + 2) / 2 | whole numbers are divided without a fraction",
                "slices.filter(s, s.startsWith('contry=')).all(s, slices[s].recall > 1) | without looking at a number",
                "slices.all(s, s.startsWith('contry=') ? slices[s].recall > 1 : true) | without looking at a number",
                "[].all(x, x > auc) | without looking at a number",
                "true | names no metric",
                "1 < 2 | names no metric",
            })
    void failsWithAReasonThatQuotesTheRule(String rule, String reason) {
        Verdict.Check check = judge(rule);

        assertThat(check.passed()).isFalse();
        assertThat(check.reason()).contains("rule '" + rule + "'").contains(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metrics.all(m, metrics[m] > 1)",
                "baseline.all(m, baseline[m] > 1)",
                "slices.all(s, slices[s].recall > 1)",
                "!slices.exists(s, slices[s].recall < 1)",
            })
    void aConditionForAllMembersOfNothingFails(String rule) {
        Verdict.Check check = new Rule(rule).judge(new Vocabulary(Map.of(), Map.of()));

        assertThat(check.passed()).isFalse();
        assertThat(check.reason()).startsWith("rule '" + rule + "' speaks of ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"auc >= baseline.auc", "baseline.exists(m, m == 'auc') && auc > 0.1"})
    void knowsThatARuleNeedsABaseline(String rule) {
        assertThat(new Rule(rule).needsBaseline()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"auc >= 0.9", "auc >", "metrics['baseline'] > 0.1"})
    void knowsThatARuleNeedsNoBaseline(String rule) {
        assertThat(new Rule(rule).needsBaseline()).isFalse();
    }

    @Test
    void refusesARuleThatWouldRunForEver() {
        String nested = "[1,2,3,4,5,6,7,8,9,10]".repeat(1);
        String rule = nested + ".all(a, " + nested + ".all(b, " + nested + ".all(c, " + nested + ".all(d, " + nested
                + ".all(e, " + nested + ".all(f, auc > 0.1))))))";

        Verdict.Check check = judge(rule);

        assertThat(check.passed()).isFalse();
        assertThat(check.reason()).contains("cannot be judged");
    }

    @Test
    void refusesARuleThatNestsWithoutEnd() {
        assertThat(judge("(".repeat(5000) + "auc" + ")".repeat(5000) + " > 0.1").passed()).isFalse();
        assertThat(judge("auc > 0.1" + " && auc > 0.1".repeat(5000)).passed()).isFalse();
    }
}
