package io.jenkins.plugins.mlsteps.gate.hypothesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlsteps.gate.measure.PythonReference;
import io.jenkins.plugins.mlsteps.gate.measure.ResampledMetric;
import io.jenkins.plugins.mlsteps.gate.measure.UnitValues;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.spec.HypothesisTest;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against SciPy, statsmodels and the papers' definitions. */
class ReferenceTest {
    private static final double EXACT = 1e-9;

    @TempDir
    Path directory;

    @Test
    void agreesWithTheReferences() throws Exception {
        try (InputStream in = getClass().getResourceAsStream("/gate/hypothesis-reference.json")) {
            compare(Json.mapper().readTree(in));
        }
    }

    @Test
    void agreesWithTheReferencesLive() throws Exception {
        Path script = PythonReference.script(directory, "hypothesis_reference.py");
        PythonReference.Answer answer = PythonReference.run(script, "11");
        assumeTrue(answer.exit() == 0, "skipped: python3 with SciPy and statsmodels is not here: " + answer.lastError());
        compare(Json.mapper().readTree(answer.output()));
    }

    /** A perfect ranking of 2 and 2 rows happens by chance once in six. */
    @Test
    void whatEveryCaseShowedAlikeIsNoCertainty() {
        Difference few = DeLong.paired(perfect(2), constant(2));
        assertThat(few.effect()).isEqualTo(0.5);
        assertThat(few.pAbove(0)).isCloseTo(4.0 / 9, within(EXACT));
        assertThat(few.pAbove(few.lower(0.05))).isCloseTo(0.05, within(EXACT));
        assertThat(few.pBelow(few.upper(0.05))).isCloseTo(0.05, within(EXACT));
        assertThat(few.upper(0.05)).isBetween(0.5, 1.0);
        assertThat(DeLong.unpaired(perfect(30), constant(30)).pAbove(0)).isLessThan(1e-5);

        // Of 298 cases without a difference one may still believe that one in a hundred has one; of 299 no more.
        assertThat(DeLong.paired(perfect(298), perfect(298)).pAbove(-0.01)).isGreaterThan(0.05);
        assertThat(DeLong.paired(perfect(299), perfect(299)).pAbove(-0.01)).isLessThan(0.05);

        // No signs of three differences come closer than 2^-3, ties or not.
        assertThat(new SignedRank(new double[] {0, 0, 0}).pAbove(-0.01)).isEqualTo(0.125);
        assertThat(new SignedRank(new double[] {0, 0, 0}).pBelow(0.01)).isEqualTo(0.125);

        double[] one = {1, 1, 1, 1};
        assertThat(new Bootstrap(mean(one), mean(new double[4]), 1, true).difference().pAbove(0)).isGreaterThan(0.05);
    }

    private static DeLong.Scores perfect(int each) {
        double[] positive = new double[each];
        Arrays.fill(positive, 1);
        return new DeLong.Scores(positive, new double[each]);
    }

    private static DeLong.Scores constant(int each) {
        return new DeLong.Scores(new double[each], new double[each]);
    }

    private static void compare(JsonNode reference) {
        reference.path("delong").forEach(ReferenceTest::deLong);
        reference.path("pairedProportions").forEach(ReferenceTest::pairedProportions);
        reference.path("unpairedProportions").forEach(ReferenceTest::unpairedProportions);
        reference.path("signedRank").forEach(ReferenceTest::signedRank);
        reference.path("bootstrap").forEach(ReferenceTest::bootstrap);
        reference.path("holm").forEach(ReferenceTest::holm);
        assertThat(reference.path("power")).isNotEmpty().allSatisfy(ReferenceTest::power);
    }

    private static void deLong(JsonNode one) {
        double[] label = numbers(one.path("label"));
        DeLong.Scores left = scores(label, numbers(one.path("left")));
        DeLong.Scores right = scores(label, numbers(one.path("right")));

        Difference paired = DeLong.paired(left, right);

        assertThat(paired.effect()).isCloseTo(value(one, "effect"), within(EXACT));
        assertThat(paired.standardError()).isCloseTo(value(one, "pairedError"), within(EXACT));
        assertThat(paired.lower(0.05)).isCloseTo(value(one, "low"), within(EXACT));
        assertThat(paired.pAbove(-0.02)).isCloseTo(value(one, "pAboveMinus002"), within(EXACT));
        assertThat(DeLong.unpaired(left, right).standardError())
                .isCloseTo(value(one, "unpairedError"), within(EXACT));
    }

    private static void pairedProportions(JsonNode one) {
        long[] n = Arrays.stream(numbers(one.path("counts"))).mapToLong(d -> (long) d).toArray();
        PairedCounts counts = new PairedCounts(n[0], n[1], n[2], n[3]);
        Difference newcombe = new PairedProportions(counts);

        assertThat(newcombe.lower(0.025)).isCloseTo(value(one, "low"), within(EXACT));
        assertThat(newcombe.upper(0.025)).isCloseTo(value(one, "high"), within(EXACT));
        assertThat(newcombe.pAbove(newcombe.lower(0.025))).isCloseTo(0.025, within(1e-6));
        assertThat(newcombe.pBelow(newcombe.upper(0.025))).isCloseTo(0.025, within(1e-6));
        assertThat(new McNemar(counts, true).pAbove(0)).isCloseTo(value(one, "exact"), within(EXACT));
        assertThat(new McNemar(counts, false).pAbove(0)).isCloseTo(value(one, "mid"), within(EXACT));
        double twoSided = 2 * Math.min(new McNemar(counts, true).pAbove(0), new McNemar(counts, true).pBelow(0));
        assertThat(Math.min(1, twoSided)).isCloseTo(value(one, "exactTwoSided"), within(EXACT));
    }

    private static void unpairedProportions(JsonNode one) {
        long[] n = Arrays.stream(numbers(one.path("counts"))).mapToLong(d -> (long) d).toArray();
        Difference newcombe = new UnpairedProportions(n[0], n[1], n[2], n[3]);

        assertThat(newcombe.lower(0.05)).isCloseTo(value(one, "low"), within(EXACT));
        assertThat(newcombe.upper(0.05)).isCloseTo(value(one, "high"), within(EXACT));
        assertThat(newcombe.pAbove(newcombe.lower(0.05))).isCloseTo(0.05, within(1e-6));
    }

    private static void signedRank(JsonNode one) {
        Difference difference = new SignedRank(numbers(one.path("differences")));

        assertThat(difference.pAbove(0)).isCloseTo(value(one, "greater"), within(EXACT));
        assertThat(difference.pBelow(0)).isCloseTo(value(one, "less"), within(EXACT));
        if (!one.path("ties").asBoolean()) {
            assertThat(difference.effect()).isCloseTo(value(one, "pseudoMedian"), within(1e-6));
        }
        assertThat(difference.lower(0.05)).isLessThan(difference.effect());
        assertThat(difference.upper(0.05)).isGreaterThan(difference.effect());
    }

    /** Twice as many standard errors as two bootstraps of these sizes differ by at the 5 % points. */
    private static void bootstrap(JsonNode one) {
        double[] values = numbers(one.path("differences"));
        Difference difference = new Bootstrap(mean(values), mean(new double[values.length]), 1, true).difference();
        double error = value(one, "error");

        assertThat(difference.effect()).isCloseTo(value(one, "effect"), within(EXACT));
        assertThat(difference.standardError()).isCloseTo(error, within(0.1 * error));
        assertThat(difference.lower(0.05)).isCloseTo(value(one, "low"), within(0.2 * error));
        assertThat(difference.upper(0.05)).isCloseTo(value(one, "high"), within(0.2 * error));
        assertThat(difference.pAbove(difference.lower(0.05))).isCloseTo(0.05, within(0.005));
    }

    private static void holm(JsonNode one) {
        assertThat(Holm.adjusted(numbers(one.path("p")))).containsExactly(numbers(one.path("adjusted")), within(EXACT));
    }

    /** Of tests whose threshold is so far from the true difference. */
    private static void power(JsonNode one) {
        double distance = value(one, "distance");
        double alpha = value(one, "alpha");
        Difference same = new NormalDifference("test", 0.3, value(one, "error"), one.path("rows").longValue());
        Power nonInferior = new Power(new HypothesisTest.NonInferior("auc", distance, 0.5, "auto"), same, alpha);
        Power superior = new Power(new HypothesisTest.Superior("auc", 0.3 - distance, 0.5, "auto"), same, alpha);
        Power equivalent = new Power(new HypothesisTest.Equivalent("auc", distance, 0.5, "auto"), same, alpha);

        assertThat(nonInferior.power()).isCloseTo(value(one, "oneSided"), within(EXACT));
        assertThat(superior.power()).isCloseTo(value(one, "oneSided"), within(EXACT));
        assertThat(equivalent.power()).isCloseTo(value(one, "equivalent"), within(EXACT));
        assertThat(nonInferior.rowsNeeded()).isEqualTo(one.path("rowsNeeded").longValue());
        assertThat(superior.rowsNeeded()).isEqualTo(one.path("rowsNeeded").longValue());
        assertThat(equivalent.rowsNeeded()).isEqualTo(one.path("rowsNeededEquivalent").longValue());
    }

    private static ResampledMetric mean(double[] values) {
        double[] weights = new double[values.length];
        Arrays.fill(weights, 1);
        return new ResampledMetric.OfMean(new UnitValues(values, weights));
    }

    private static DeLong.Scores scores(double[] label, double[] score) {
        return new DeLong.Scores(
                IntStream.range(0, label.length).filter(i -> label[i] == 1).mapToDouble(i -> score[i]).toArray(),
                IntStream.range(0, label.length).filter(i -> label[i] == 0).mapToDouble(i -> score[i]).toArray());
    }

    private static double value(JsonNode one, String name) {
        return one.path(name).doubleValue();
    }

    private static double[] numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(JsonNode::doubleValue)
                .toArray();
    }
}
