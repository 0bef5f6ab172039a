package io.jenkins.plugins.mlsteps.gate.slice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.mlsteps.gate.measure.Grouping;
import io.jenkins.plugins.mlsteps.gate.measure.Measures;
import io.jenkins.plugins.mlsteps.gate.predictions.Predictions;
import io.jenkins.plugins.mlsteps.gate.predictions.PredictionsReader;
import io.jenkins.plugins.mlsteps.record.Verdict.SliceSearch;
import io.jenkins.plugins.mlsteps.record.Verdict.WorstSlice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlicesTest {
    @TempDir
    Path directory;

    private Predictions predictions(String header, int rows, IntFunction<String> row) throws Exception {
        Path file = directory.resolve("p.csv");
        Files.writeString(
                file, header + "\n" + IntStream.range(0, rows).mapToObj(row).collect(Collectors.joining("\n")));
        List<String> columns = List.of(header.split(","));
        return PredictionsReader.read(
                file,
                columns.subList(2, columns.size()).stream().filter(column -> !column.equals("score")).toList());
    }

    private static List<WorstSlice> worst(Predictions predictions, int fewestRows) {
        return WorstSlices.of(predictions, fewestRows).orElseThrow().worst();
    }

    /** Countries whose rows are all alike, but for one of six rows that happens to be all wrong. */
    private Predictions oneUnluckySlice() throws Exception {
        Random random = new Random(5);
        String[] countries = {"DE", "FR", "ES", "IT"};
        return predictions("label,prediction,country", 2006, row -> {
            int label = random.nextInt(2);
            boolean unlucky = row >= 2000;
            int predicted = unlucky || random.nextInt(10) == 0 ? 1 - label : label;
            return label + "," + predicted + "," + (unlucky ? "LU" : countries[row % 4]);
        });
    }

    @Test
    void aSliceOfAFewUnluckyRowsIsDrawnTowardsTheOthers() throws Exception {
        Predictions predictions = oneUnluckySlice();
        Measures measures = Measures.of(predictions);
        Map<String, Map<String, Double>> pooled = PartialPooling.of(predictions, measures);
        assertThat(measures.slices().get("country=LU").get("accuracy")).isZero();
        assertThat(pooled.get("country=LU").get("accuracy")).isBetween(0.05, 0.89);
        assertThat(pooled.get("country=DE").get("accuracy"))
                .isCloseTo(measures.slices().get("country=DE").get("accuracy"), within(0.02));
        assertThat(pooled.get("country=LU").get(Measures.ROWS)).isEqualTo(6);
    }

    @Test
    void aLargeSliceThatIsReallyWorseStaysWorse() throws Exception {
        Random random = new Random(6);
        Predictions predictions = predictions("label,prediction,country", 3000, row -> {
            int label = random.nextInt(2);
            int wrong = row % 3 == 0 ? 4 : 1;
            return label + "," + (random.nextInt(10) < wrong ? 1 - label : label) + "," + "ABC".charAt(row % 3);
        });
        Measures measures = Measures.of(predictions);
        assertThat(PartialPooling.of(predictions, measures).get("country=A").get("accuracy"))
                .isCloseTo(measures.slices().get("country=A").get("accuracy"), within(0.01));
    }

    @Test
    void manyRowsArePooledFromASampleAsFromAllOfThem() throws Exception {
        Random random = new Random(10);
        Predictions predictions = predictions("label,prediction,score,s", 220_000, row -> {
            int label = random.nextInt(2);
            boolean few = row % 2000 == 0;
            double score = Math.max(0, Math.min(1, 0.5 + (label - 0.5) * (few ? 0.2 : 0.6) + random.nextGaussian() * 0.3));
            return label + "," + (score >= 0.5 ? 1 : 0) + "," + score + "," + (few ? "few" : "s" + row % 5);
        });
        Measures measures = Measures.of(predictions);
        Map<String, Map<String, Double>> pooled = PartialPooling.of(predictions, measures);
        for (String metric : List.of("accuracy", "auc", "recall")) {
            double alone = measures.slices().get("s=few").get(metric);
            double others = measures.slices().get("s=s1").get(metric);
            assertThat(pooled.get("s=s1").get(metric)).isCloseTo(others, within(0.005));
            assertThat(pooled.get("s=few").get(metric)).as(metric).isBetween(alone - 1e-9, others);
        }
    }

    @Test
    void theVarianceOfAMeanIsThatOfItsRowsOnAverage() throws Exception {
        int samples = 40;
        double ratio = 0;
        for (int seed = 0; seed < samples; seed++) {
            Random random = new Random(seed);
            Predictions predictions = predictions("label,prediction,s", 1000, row -> {
                int label = row / 2 % 2;
                return label + "," + (random.nextInt(4) == 0 ? 1 - label : label) + "," + row % 2;
            });
            DeleteGroupJackknife jackknife = new DeleteGroupJackknife(
                    predictions, Grouping.by("s", predictions.slices().get("s")));
            double accuracy = Measures.of(predictions).slices().get("s=0").get("accuracy");
            ratio += jackknife.unitVariance(0, "accuracy").getAsDouble() / (accuracy * (1 - accuracy)) / samples;
        }
        // of one sample it has a standard error of a third, for there are twenty groups
        assertThat(ratio).isCloseTo(1, within(4 * 0.33 / Math.sqrt(samples)));
    }

    @Test
    void fairnessIsWhatItsDefinitionsSay() throws Exception {
        // group a: 4 rows, 2 positive, both found, 1 false alarm; group b: 4 rows, 2 positive, 1 found, no false alarm
        List<String> rows = List.of("1,1,a", "1,1,a", "0,1,a", "0,0,a", "1,1,b", "1,0,b", "0,0,b", "0,0,b", "0,1,c");
        Predictions predictions = predictions("label,prediction,group", rows.size(), rows::get);
        Map<String, Double> fairness = Fairness.of(predictions, Measures.of(predictions), 2);
        assertThat(fairness)
                .containsEntry("demographic_parity_difference_by_group", 0.5)
                .containsEntry("demographic_parity_ratio_by_group", 0.25 / 0.75)
                .containsEntry("equal_opportunity_difference_by_group", 0.5)
                .containsEntry("equal_opportunity_ratio_by_group", 0.5)
                .containsEntry("equalized_odds_difference_by_group", 0.5)
                .containsEntry("equalized_odds_ratio_by_group", 0.0)
                .containsEntry("accuracy_ratio_by_group", 1.0);
        assertThat(Fairness.of(predictions, Measures.of(predictions), 5)).isEmpty();
        assertThat(Fairness.of(predictions, Measures.of(predictions), 1))
                .as("recall is undefined in a group without positives, so what is built on it is undefined too")
                .doesNotContainKey("equalized_odds_difference_by_group")
                .containsKey("demographic_parity_difference_by_group");
    }

    @Test
    void findsTheCombinationWhereTheModelIsWorst() throws Exception {
        Random random = new Random(8);
        Predictions predictions = predictions("label,prediction,country,device,noise", 6000, row -> {
            String country = "ABC".charAt(row % 3) + "";
            String device = row % 2 == 0 ? "phone" : "desk";
            int wrong = country.equals("B") && device.equals("phone") ? 40 : 5;
            int label = random.nextInt(2);
            int predicted = random.nextInt(100) < wrong ? 1 - label : label;
            return label + "," + predicted + "," + country + "," + device + "," + random.nextInt(20);
        });
        List<WorstSlice> worst = worst(predictions, 100);
        assertThat(worst.get(0).slice()).isEqualTo("country=B and device=phone");
        assertThat(worst.get(0).rows()).isEqualTo(1000);
        assertThat(worst.get(0).value()).isCloseTo(0.6, within(0.05));
        assertThat(worst.get(0).elsewhere()).isCloseTo(0.95, within(0.02));
        assertThat(worst.get(0).adjustedPValue()).isLessThan(1e-6);
        assertThat(worst).noneMatch(slice -> slice.slice().startsWith("noise="));
    }

    @Test
    void looksAtColumnsThatNobodyNamed() throws Exception {
        Random random = new Random(11);
        Path file = directory.resolve("p.csv");
        Files.writeString(
                file,
                "id,label,prediction,age,name,plan,constant\n"
                        + IntStream.range(0, 4000)
                                .mapToObj(row -> {
                                    double age = 18 + row % 1000 * 0.06;
                                    int label = random.nextInt(2);
                                    boolean wrong = random.nextInt(100) < (age > 66 ? 45 : 5);
                                    return row + "," + label + "," + (wrong ? 1 - label : label) + "," + age + ",person " + row + ","
                                            + (row % 7 == 0 ? "" : row % 2 == 0 ? "basic" : "pro") + ",x";
                                })
                                .collect(Collectors.joining("\n")));

        SliceSearch search = WorstSlices.of(PredictionsReader.readWithOthers(file, List.of()), 30).orElseThrow();

        assertThat(search.columns()).as("names, ids and constants are no slices").containsExactly("age", "plan");
        assertThat(search.slices()).as("five of age, three of plan, and their combinations").isEqualTo(5 + 3 + 15);
        assertThat(search.worst().get(0).slice()).startsWith("age=(66, ∞)");
        assertThat(search.sentence()).isEqualTo("some of the 23 slices of age, plan are worse than elsewhere");
    }

    @Test
    void findsNoColumnWhereThereIsNone() throws Exception {
        Path file = Files.writeString(directory.resolve("p.csv"), "id,label,prediction\n1,a,a\n2,b,b\n");

        assertThat(WorstSlices.of(PredictionsReader.readWithOthers(file, List.of()), 1)).isEmpty();
    }

    /** At 5 % family-wise, false alarms in about one of twenty sets of predictions: at most 6 of 40 but for one time in 100. */
    @Test
    void findsNothingWhereThereIsNothingButChance() throws Exception {
        int alarms = 0;
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            Predictions predictions = predictions(
                    "label,prediction,a,b",
                    600,
                    row -> row % 2 + "," + (random.nextInt(5) == 0 ? 1 - row % 2 : row % 2) + "," + random.nextInt(6) + "," + random.nextInt(4));
            alarms += worst(predictions, 10).isEmpty() ? 0 : 1;
        }
        assertThat(alarms).isLessThanOrEqualTo(6);
    }

    /** SciPy 1.17.1: ttest_ind(a, b, equal_var=False, alternative='less'). */
    @Test
    void welchsTestAgreesWithScipy() {
        Moments few = new Moments();
        for (int i = 0; i < 10; i++) {
            few.add(i < 3 ? 1 : 0, 1);
        }
        Moments many = new Moments();
        for (int i = 0; i < 50; i++) {
            many.add(i < 40 ? 1 : 0, 1);
        }
        assertThat(few.isBelow(many, 1)).isCloseTo(0.005049606369202398, within(1e-12));
        assertThat(few.isBelow(many, -1)).isCloseTo(1 - 0.005049606369202398, within(1e-12));
    }

    @Test
    void largerErrorsAreWorseForNumbers() throws Exception {
        Random random = new Random(9);
        Predictions predictions = predictions(
                "label,prediction,s",
                900,
                row -> row + ".5," + (row + 0.5 + random.nextGaussian() * (row % 3 == 0 ? 5 : 1)) + ",s" + row % 3);
        assertThat(worst(predictions, 30))
                .singleElement()
                .satisfies(slice -> {
                    assertThat(slice.slice()).isEqualTo("s=s0");
                    assertThat(slice.metric()).isEqualTo("mae");
                    assertThat(slice.value()).isGreaterThan(slice.elsewhere());
                });
    }
}
