package io.jenkins.plugins.mlsteps.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.record.Verdict.Check;
import io.jenkins.plugins.mlsteps.spec.Binder;
import io.jenkins.plugins.mlsteps.spec.GateSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelSafetyTest {
    /** {@code pickle.dumps({})}. */
    private static final byte[] PICKLE = {(byte) 0x80, 4, '}', (byte) 0x94, '.'};

    @TempDir
    Path model;

    @BeforeEach
    void aModelWithWeights() throws IOException {
        Files.writeString(model.resolve("model.safetensors"), "weights");
    }

    @ParameterizedTest
    @CsvSource({"safetensors, true", "SafeTensors, true", "onnx, false"})
    void aFormatIsAllowedOrNot(String allowed, boolean passed) throws Exception {
        Check check = check("formats", allowed);

        assertThat(check.passed()).isEqualTo(passed);
        assertThat(check.observed()).isEqualTo("safetensors");
    }

    @Test
    void aPickleBesideAllowedWeightsIsNotAllowed() throws Exception {
        Files.write(model.resolve("tokenizer.bin"), PICKLE);

        assertThat(check("formats", "safetensors").passed()).isFalse();
        assertThat(check("formats", "safetensors").reason())
                .isEqualTo("the model's format is pickle, which is not one of safetensors");
        assertThat(check("formats", "safetensors", "pickle").passed()).isTrue();
    }

    @Test
    void settingsAndVocabulariesHaveNoFormatOfTheirOwn() throws Exception {
        Files.writeString(model.resolve("config.json"), "{}");

        assertThat(check("formats", "safetensors").passed()).isTrue();
    }

    @Test
    void filesWithoutAnyKnownFormatAreNotAllowed() throws Exception {
        Files.move(model.resolve("model.safetensors"), model.resolve("model.bin"));

        assertThat(check("formats", "safetensors").reason()).contains("is unknown, which is not one of safetensors");
    }

    @Test
    void aFormatThatDoesNotExistIsSaid() throws Exception {
        assertThat(check("formats", "safetensor").reason())
                .startsWith("'safetensor' is no format of models; did you mean 'safetensors'?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "license: mit               | true  | mit",
                "license: 'MIT' # as we are | true  | MIT",
                "license: [mit, gpl-3.0]    | false | mit, gpl-3.0",
                "license: gpl-3.0           | false | gpl-3.0",
                "tags: [mit]                | false | not stated",
                "license: [                 | false |",
            })
    void theModelCardStatesTheLicense(String frontMatter, boolean passed, String observed) throws Exception {
        Files.writeString(model.resolve("README.md"), "---\n" + frontMatter + "\n---\n# license: mit\n", StandardCharsets.UTF_8);

        Check check = check("licenses", "mit");
        assertThat(check.passed()).isEqualTo(passed);
        assertThat(check.observed()).isEqualTo(observed);
    }

    @Test
    void aModelWithoutACardStatesNoLicense() throws Exception {
        assertThat(check("licenses", "mit").reason()).isEqualTo("the model's license is not stated, which is not one of mit");
    }

    private Check check(String key, String... allowed) throws IOException {
        GateSpec spec = Binder.bind(
                GateSpec.class, Map.of("name", "quality", "model", "churn", "scan", "off", key, List.of(allowed)));
        List<Check> checks = new ModelSafety(spec, model).checks();
        assertThat(checks).hasSize(1);
        return checks.get(0);
    }
}
