package io.jenkins.plugins.mlsteps.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.Verdict;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GateStepSlicesTest extends GateStepSetup {
    @Test
    void aRuleForSlicesHoldsInEverySliceOrFails() throws Exception {
        trained("churn", "SUCCEEDED", "{\"auc\":0.94}");
        Files.writeString(
                workspace.resolve("p.csv"),
                "label,prediction,country\n1,1,DE\n0,0,DE\n1,1,DE\n1,0,FR\n0,0,FR\n1,0,FR\n");
        Map<String, Object> spec = Map.of(
                "predictions", "p.csv",
                "slices", List.of("country"),
                "sliceRules", List.of("accuracy >= 0.9"),
                "sliceMinRows", 3,
                "scan", "off",
                "slicePooling", "none");

        assertThatThrownBy(() -> judge(spec)).hasMessageContaining("country=FR").hasMessageContaining("1 of 2 checks");
    }

    @Test
    void aFewRowsDoNotBlockAReleaseByNoiseButNeitherDoTheyLetItPassUnjudged() throws Exception {
        trained("churn", "SUCCEEDED", "{\"auc\":0.94}");
        StringBuilder rows = new StringBuilder("label,prediction,country\n");
        for (int i = 0; i < 400; i++) {
            rows.append(i % 2).append(',').append(i % 20 == 0 ? 1 - i % 2 : i % 2).append(i % 4 == 0 ? ",DE\n" : ",FR\n");
        }
        rows.append("1,0,LU\n0,0,LU\n1,0,LU\n");
        Files.writeString(workspace.resolve("p.csv"), rows);
        Map<String, Object> spec = Map.of(
                "predictions", "p.csv", "slices", List.of("country"), "sliceRules", List.of("accuracy >= 0.75"));

        GateResult result = judge(spec);
        assertThat(result.passed()).isTrue();
        Verdict verdict = Json.read(MlDirectory.in(workspace).verdict("quality"), Verdict.class);
        assertThat(verdict.checks()).extracting(Verdict.Check::rule).noneMatch(rule -> rule.contains("LU"));
        assertThat(verdict.slices())
                .filteredOn(slice -> slice.slice().equals("country=LU"))
                .singleElement()
                .satisfies(slice -> assertThat(slice.rows()).isEqualTo(3));

        Map<String, Object> inRules = new HashMap<>(spec);
        inRules.put("rules", List.of("slices.min('accuracy') >= 0.75", "slices['country=LU'].accuracy >= 0.1"));
        assertThat(failed(inRules))
                .singleElement()
                .asString()
                .contains("'country=LU', which is not a slice", "known: country=DE, country=FR");

        Map<String, Object> strict = new HashMap<>(spec);
        strict.put("sliceMinRows", 1000);
        assertThatThrownBy(() -> judge(strict)).hasMessageContaining("sliceMinRows");
    }

    @Test
    void rulesMaySpeakOfFairness() throws Exception {
        trained("churn", "SUCCEEDED", "{\"auc\":0.94}");
        StringBuilder rows = new StringBuilder("label,prediction,sex\n");
        for (int i = 0; i < 200; i++) {
            rows.append(i % 2).append(',').append(i % 4 == 3 ? 0 : i % 2).append(i % 4 < 2 ? ",f\n" : ",m\n");
        }
        Files.writeString(workspace.resolve("p.csv"), rows);
        assertThatThrownBy(() -> judge(Map.of(
                        "predictions", "p.csv", "slices", List.of("sex"), "rules", List.of("demographic_parity_ratio_by_sex >= 0.8"))))
                .hasMessageContaining("demographic_parity_ratio_by_sex");
    }

    @Test
    void ofColumnsThatHaveTheSameNameInRulesTheWorseTreatedCounts() throws Exception {
        trained("churn", "SUCCEEDED", "{\"auc\":0.94}");
        StringBuilder rows = new StringBuilder("label,prediction,sex group,sex_group\n");
        for (int i = 0; i < 200; i++) {
            rows.append(i % 2).append(',').append(i % 4 == 3 ? 0 : i % 2).append(i % 4 < 2 ? ",f" : ",m").append(i % 3 == 0 ? ",f\n" : ",m\n");
        }
        Files.writeString(workspace.resolve("p.csv"), rows);
        for (List<String> slices : List.of(List.of("sex group", "sex_group"), List.of("sex_group", "sex group"))) {
            assertThat(failed(Map.of(
                            "predictions", "p.csv", "slices", slices, "rules", List.of("demographic_parity_ratio_by_sex_group >= 0.8"))))
                    .singleElement()
                    .asString()
                    .startsWith("demographic_parity_ratio_by_sex_group = 0 ");
        }
    }

    @Test
    void whatNeedsPredictionsThatCannotBeUsedSaysSo() throws Exception {
        trained("churn", "SUCCEEDED", "{\"val_auc\":0.94}");
        Files.writeString(workspace.resolve("p.csv"), "label,prediction,sex\n1,,f\n");

        assertThat(failed(Map.of(
                        "predictions", "p.csv", "slices", List.of("sex"), "rules", List.of("auc > 0.5"), "sliceRules", List.of("auc > 0.5"))))
                .anySatisfy(reason -> assertThat(reason).startsWith("the predictions cannot be used; without them rule 'auc > 0.5' names"))
                .anySatisfy(reason -> assertThat(reason).endsWith("there are no usable predictions to slice"));
    }

    @Test
    void aRuleForSlicesWithoutSlicesFails() throws Exception {
        trained("churn", "SUCCEEDED", "{\"auc\":0.94}");

        assertThatThrownBy(() -> judge(Map.of("rules", List.of("auc > 0.5"), "sliceRules", List.of("auc > 0.5"))))
                .hasMessageContaining("give 'slices'");
    }
}
