package io.jenkins.plugins.mlsteps.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlsteps.gate.attestation.VerdictFiles;
import io.jenkins.plugins.mlsteps.gate.attestation.VerdictVerifier;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.spec.Binder;
import io.jenkins.plugins.mlsteps.spec.GateSpec;
import io.jenkins.plugins.mlsteps.spec.TrainSpec;
import io.jenkins.plugins.mlsteps.spec.administration.Administration;
import io.jenkins.plugins.mlsteps.spec.administration.Price;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;

class GateStepTest extends GateStepSetup {
    @Test
    void writesASignedVerdictAJUnitReportAndASummary() throws Exception {
        trained("churn", "SUCCEEDED", "{\"auc\":0.94}");

        GateResult result = judge(Map.of("rules", List.of("auc >= 0.92", "train_seconds < 120")));

        assertThat(result.passed()).isTrue();
        MlDirectory ml = MlDirectory.in(workspace);
        Verdict verdict = VerdictVerifier.verify(
                VerdictFiles.envelope(ml, "quality"), keys().signing().publicKey());
        assertThat(verdict).isEqualTo(Json.read(ml.verdict("quality"), Verdict.class));
        assertThat(verdict.digest()).isEqualTo(DIGEST);
        assertThat(verdict.inputs()).containsKey("training record");
        assertThat(ml.gate("quality").resolve("summary.md")).content().contains("Gate `quality` for model `churn`: passed");
    }

    @Test
    void signsTheDigestOfTheFilesThatItJudgedWhateverTheRecordSays() throws Exception {
        trained("churn", "SUCCEEDED", "{\"auc\":0.94}");
        Path record = MlDirectory.in(workspace).trainRecord("churn");
        String other = "sha256:" + "e".repeat(64);
        Files.writeString(record, Files.readString(record).replace(DIGEST, other));

        assertThat(failed(Map.of("rules", List.of("auc >= 0.92"))))
                .containsExactly("the files of model 'churn' are " + DIGEST + ", its training left " + other);
        assertThat(verdict().digest()).isEqualTo(DIGEST);
        assertThat(verdict().passed()).isFalse();
    }

    /** The machine of the workspace measures; whose verdict it is, and whether it passed, it does not say. */
    @Test
    void signsNoVerdictInTheNameOfAnother() throws Exception {
        trained("churn", "SUCCEEDED", "{\"auc\":0.5}");
        GateSpec spec = Binder.bind(GateSpec.class, Map.of("name", "quality", "model", "churn", "rules", List.of("auc >= 0.92")));
        JudgeModel judging = JudgeModel.of(new TestHost(workspace), spec);
        Verdict told = judging.on(workspace);
        Verdict forged = new Verdict(
                "release", "other", told.digest(), true, told.checks(), told.metrics(), "production", null, null, null, null, null, "elsewhere",
                "trusted/judge", null, "tool", Instant.EPOCH);

        assertThat(judging.vouchedFor(forged))
                .returns("quality", Verdict::gate)
                .returns("churn", Verdict::model)
                .returns("churn", Verdict::job)
                .returns(false, Verdict::passed)
                .returns(told.time(), Verdict::time);
    }

    @Test
    void whatATrainingCostIsAMetricOfRulesWhereItsComputeProfileHasAPrice() throws Exception {
        TrainSpec spec = Binder.bind(
                TrainSpec.class, Map.of("name", "churn", "command", "train", "compute", "gpus", "gpu", 4, "image", "trainer"));
        trained("churn", "SUCCEEDED", "{\"auc\":0.94,\"train_seconds\":1}");
        Path file = MlDirectory.in(workspace).trainRecord("churn");
        ObjectNode training = (ObjectNode) Json.tree(file);
        training.put("end", "2026-01-02T05:04:05Z");
        training.set("spec", Json.mapper().valueToTree(spec));
        Json.write(file, training);
        Map<String, Price> prices = Map.of("gpus", new Price(0.5, 2), "local", new Price(100, 0));
        TestHost host = new TestHost(workspace).with(new Administration(null, null, null, prices, null));
        List<String> rules = List.of("cost <= 17.0", "gpu_hours <= 8.0", "train_seconds == 7200.0", "cost < 17");

        GateResult result = judge(host, Map.of("rules", rules, "onFail", "record", "scan", "off"));

        assertThat(result.checks()).extracting(Verdict.Check::passed).containsExactly(true, true, true, false);
        assertThat(result.checks().get(3).reason()).isEqualTo("cost = 17 does not meet < 17");
        assertThat(failed(Map.of("rules", List.of("cost <= 17"), "scan", "off")))
                .singleElement()
                .asString()
                .contains("'cost', which is not a metric of the model");
    }

    /** Nobody measured these here; what the training says of them is its own word. */
    @Test
    void whatIsMeasuredOutsideOfTheTrainingDoesNotCountWhenTheTrainingReportsIt() throws Exception {
        trained("churn", "SUCCEEDED", "{\"cost\":1,\"data_age_hours\":1,\"latency_p99_ms\":1,\"auc\":0.94}");

        failed(Map.of("rules", List.of("auc > 0.9")));

        assertThat(verdict().metrics()).containsOnlyKeys("auc", "train_seconds", "model_bytes");
    }

    @Test
    void aMetricThatIsUndefinedForThePredictionsIsNotTakenFromTheTraining() throws Exception {
        trained("churn", "SUCCEEDED", "{\"precision\":0.95,\"mape\":0.01,\"auc\":0.94,\"precision_at_k\":0.5}");
        List<String> rules = List.of("precision >= 0.9", "precision_at_k >= 0.5");

        String neverPositive = file("p.csv", "label,prediction\n1,0\n0,0\n1,0\n");
        assertThat(failed(Map.of("rules", rules, "predictions", neverPositive, "scan", "off")))
                .singleElement()
                .asString()
                .contains("'precision', which is not a metric of the model");
        String zeros = file("n.csv", "label,prediction\n0.5,0.5\n0,0.1\n1.5,1.4\n");
        assertThat(failed(Map.of("rules", List.of("mape <= 0.1"), "predictions", zeros, "scan", "off"))).hasSize(1);
    }

    @Test
    void noMetricThatTheGateMeasuresIsTakenFromTheTrainingBesideAnyPredictions() throws Exception {
        List<String> rules = List.of("accuracy >= 0.9", "auc >= 0.9", "log_loss <= 0.1", "top_2_accuracy > 0.9", "own > 0.9");
        trained("churn", "SUCCEEDED", "{\"accuracy\":0.99,\"auc\":0.99,\"log_loss\":0.01,\"top_2_accuracy\":0.99,\"own\":0.99}");
        String probabilities = file("predictions.csv", "label,prediction\n0,0.2\n1,0.7\n1,0.4\n");

        assertThat(failed(Map.of("rules", rules, "predictions", probabilities, "scan", "off"))).hasSize(4);
    }

    @Test
    void failsTheStepAndTellsEachCheckInTheLog() throws Exception {
        trained("churn", "SUCCEEDED", "{\"auc\":0.94}");
        TestHost host = new TestHost(workspace);

        assertThatThrownBy(() -> judge(host, Map.of("scan", "off", "rules", List.of("auc >= 0.92", "auc >= 0.99"))))
                .isInstanceOf(StepFailure.class)
                .hasMessageContaining("evaluateGate 'quality': model 'churn' failed 1 of 2 checks")
                .hasMessageContaining("auc = 0.94 does not meet >= 0.99");
        assertThat(host.lines())
                .contains(
                        "✔ auc >= 0.92 — auc = 0.94 meets >= 0.92", "✘ auc >= 0.99 — auc = 0.94 does not meet >= 0.99");
    }

    @Test
    void marksTheBuildUnstableOrOnlyRecordsWhenTheAuthorSaysSo() throws Exception {
        trained("churn", "SUCCEEDED", "{\"auc\":0.5}");

        StepFailure failure = catchThrowableOfType(
                StepFailure.class, () -> judge(Map.of("rules", List.of("auc >= 0.92"), "onFail", "unstable")));
        GateResult result = judge(Map.of("rules", List.of("auc >= 0.92"), "onFail", "record"));

        assertThat(failure.isUnstable()).isTrue();
        assertThat(result.passed()).isFalse();
    }

    @Test
    void writesAFailedVerdictForAModelThatWasNeverTrained() throws Exception {
        trained("churn", "SUCCEEDED", "{\"auc\":0.94}");

        assertThatThrownBy(() -> judge(Map.of("model", "chrun", "rules", List.of("auc >= 0.1"))))
                .hasMessageContaining("'chrun' was not trained in this workspace")
                .hasMessageContaining("did you mean 'churn'?");
        assertThat(verdict().passed()).isFalse();
        assertThat(MlDirectory.in(workspace).gate("quality").resolve("verdict.dsse.json"))
                .doesNotExist();
    }

    @Test
    void failsOnAHalfWrittenRecord() throws Exception {
        Files.createDirectories(workspace.resolve("ml/train/churn"));
        Files.writeString(workspace.resolve("ml/train/churn/record.json"), "{\"name\":\"churn\",");

        assertThatThrownBy(() -> judge(Map.of("rules", List.of("auc >= 0.1"))))
                .hasMessageContaining("record.json cannot be used");
        assertThat(verdict().passed()).isFalse();
    }

    @Test
    void failsAModelWhoseTrainingFailed() throws Exception {
        trained("churn", "TIMED_OUT", "{\"auc\":0.94}");

        assertThat(failed(Map.of("rules", List.of("auc >= 0.92"))))
                .containsExactly("the training of model 'churn' ended with TIMED_OUT");
    }

    @Test
    void comparesWithAMetricsFileARecordOrAVerdict() throws Exception {
        trained("churn", "SUCCEEDED", "{\"auc\":0.94}");
        trained("old", "SUCCEEDED", "{\"auc\":0.95}");
        Files.writeString(workspace.resolve("metrics.json"), "{\"auc\":0.9}");
        List<String> rules = List.of("auc >= baseline.auc");

        assertThat(failed(Map.of("rules", rules, "baseline", "metrics.json"))).isEmpty();
        assertThat(failed(Map.of("rules", rules, "baseline", "ml/train/old")))
                .containsExactly("auc = 0.94 does not meet >= baseline.auc = 0.95");
        assertThat(failed(Map.of("rules", rules, "baseline", "ml/gate/quality/verdict.json"))).isEmpty();
    }

    /** The rule alone would pass; {@code ~} ends a line, and the baseline's predictions come after {@code BASELINE}. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            textBlock =
                    """
            nothing                                                  ¦ predictions.csv do not exist
            label,weight~1,1~0,1                                     ¦ there is neither a column 'prediction' nor 'score'
            prediction~1~0                                           ¦ there is no column 'label'
            label,score                                              ¦ there is a header but no row
            label,score~1,0.5~1,0.7                                  ¦ column 'label' has one class only
            label,score~1,NaN~0,0.7                                  ¦ column 'score' is 'NaN' in row 1, expected is a finite number
            label,score~1,inf~0,0.7                                  ¦ column 'score' is 'inf' in row 1
            label,score~1,0.9~0,0.2                                  ¦ rows = 2 does not meet >= 3
            label,score~1,1~0,0~1,1                                  ¦ the label leaked into them
            id,label,score~a,1,0.9~b,0,0.2~a,1,0.7                   ¦ column 'id' has the same value in rows 1 and 3
            id,label,score~a,1,0.9~b,0,0.2~c,1,0.7 BASELINE id,label,score~a,1,0.9~b,0,0.2~d,1,0.7 ¦ is not among the baseline's
            id,label,score~a,1,0.9~b,0,0.2~c,1,0.7 BASELINE id,label,score~a,1,0.9~b,1,0.2~c,0,0.7 ¦ the label in row 2
            id,label,score~a,1,0.9~b,0,0.2~c,1,0.7 BASELINE nothing  ¦ baseline.csv do not exist
            """)
    void failsClosedWithAReasonOfItsOwn(String predictions, String reason) throws Exception {
        trained("churn", "SUCCEEDED", "{\"val_auc\":0.94}");
        String[] files = predictions.replace('~', '\n').split(" BASELINE ");
        Map<String, Object> gate = new HashMap<>(Map.of("rules", List.of("val_auc > 0.5"), "minSamples", 3, "scan", "off"));
        gate.put("predictions", file("predictions.csv", files[0]));
        if (files.length > 1) {
            Files.writeString(workspace.resolve("baseline.json"), "{\"val_auc\":0.9}");
            gate.put("baseline", "baseline.json");
            gate.put("baselinePredictions", file("baseline.csv", files[1]));
        }

        assertThat(failed(gate)).anyMatch(said -> said.contains(reason));
        assertThat(verdict().passed()).isFalse();
    }

    @Test
    void tellsInTheVerdictThatTheAuthorNamedThePredictionsOfTheBaseline() throws Exception {
        trained("churn", "SUCCEEDED", "{\"val_auc\":0.94}");
        Files.writeString(workspace.resolve("baseline.json"), "{\"val_auc\":0.9}");
        Map<String, Object> gate = new HashMap<>(Map.of("rules", List.of("val_auc > 0.95"), "baseline", "baseline.json"));

        failed(gate);
        assertThat(verdict().baseline().predictions()).isNull();
        gate.put("baselinePredictions", file("baseline.csv", "id,label,score\na,1,0.9\nb,0,0.2\n"));
        failed(gate);
        assertThat(verdict().baseline().predictions()).isEqualTo("baseline.csv");
    }

    @Test
    void failsAComparisonWithSomethingThatDoesNotExist() throws Exception {
        trained("churn", "SUCCEEDED", "{\"auc\":0.94}");

        assertThat(failed(Map.of("rules", List.of("auc >= baseline.auc"), "baseline", "nowhere.json")))
                .singleElement()
                .asString()
                .contains("'nowhere.json', which cannot be used");
        assertThat(failed(Map.of("rules", List.of("auc >= baseline.auc"))))
                .singleElement()
                .asString()
                .contains("give 'baseline'");
    }

    @Test
    void readsAsJUnitXmlWhateverTheRuleHolds() throws Exception {
        trained("churn", "SUCCEEDED", "{\"auc\":0.94}");
        String rule = "auc > 0.99 && '<&\"\u0001' != ''";

        failed(Map.of("scan", "off", "rules", List.of(rule)));

        Document xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(MlDirectory.in(workspace).gate("quality").resolve("junit.xml").toFile());
        assertThat(xml.getElementsByTagName("testcase").getLength()).isEqualTo(1);
        assertThat(xml.getElementsByTagName("failure").getLength()).isEqualTo(1);
    }
}
