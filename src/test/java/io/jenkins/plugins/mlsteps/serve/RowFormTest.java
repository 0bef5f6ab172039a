package io.jenkins.plugins.mlsteps.serve;

import static io.jenkins.plugins.mlsteps.serve.ServeFixtures.exampleRows;
import static io.jenkins.plugins.mlsteps.serve.ServeFixtures.get;
import static io.jenkins.plugins.mlsteps.serve.ServeFixtures.model;
import static io.jenkins.plugins.mlsteps.serve.ServeFixtures.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowFormTest {
    private static ModelServer cancer;
    private static ModelServer mixed;

    @BeforeAll
    static void startServers() throws IOException {
        cancer = ModelServer.start(ServerOptions.of(model("breast-cancer"), "cancer"));
        mixed = ModelServer.start(ServerOptions.of(model("mixed"), "flats"));
    }

    @AfterAll
    static void stopServers() {
        cancer.close();
        mixed.close();
    }

    private static ServeFixtures.Reply predict(String rows) {
        return post(mixed.url() + "/v1/models/flats/predict", "{\"rows\":" + rows + "}");
    }

    @Test
    void predictsALabelWithProbabilities() {
        JsonNode prediction = post(cancer.url() + "/v1/models/cancer/predict", exampleRows("breast-cancer"))
                .json()
                .at("/predictions/0");

        assertThat(prediction.get("label").asText()).isEqualTo("malignant");
        assertThat(prediction.at("/probabilities/malignant").asDouble()).isGreaterThan(0.9);
        assertThat(prediction.at("/probabilities/benign").asDouble()).isLessThan(0.1);
    }

    @Test
    void putsNumbersAndCategoriesIntoTheirTensors() {
        // price = rooms + 10 * floor + 100 in Germany, 200 in France + 0.5
        JsonNode answer = predict("[{\"floor\":2,\"rooms\":3,\"country\":\"de\"},{\"rooms\":1,\"floor\":0,\"country\":\"fr\"}]")
                .json();

        assertThat(answer.at("/predictions/0/value").asDouble()).isEqualTo(123.5);
        assertThat(answer.at("/predictions/1/value").asDouble()).isEqualTo(201.5);
    }

    @Test
    void takesMissingValuesForNaNAndTheEmptyText() {
        assertThat(predict("[{\"rooms\":3,\"floor\":2}]").json().at("/predictions/0/value").asDouble()).isEqualTo(23.5);
        assertThat(predict("[{\"rooms\":3,\"country\":null}]").json().at("/predictions/0/value").isNull()).isTrue();
        assertThat(post(cancer.url() + "/v1/models/cancer/predict", "{\"rows\":[{}]}").status()).isEqualTo(200);
    }

    @Test
    void refusesNumbersThatAreNotFinite() {
        for (String number : new String[] {"1e400", "-1e60", "Infinity", "1" + "0".repeat(400)}) {
            ServeFixtures.Reply reply = predict("[{},{\"rooms\":" + number + "}]");
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.error())
                    .isEqualTo("rows[1]: column 'rooms' is " + number + ", expected a number that is finite in FP32");
        }
        assertThat(predict("[{\"rooms\":NaN,\"floor\":1e30}]").status()).isEqualTo(200);
    }

    @Test
    void namesTheColumnAndTheNearestKnownOne() {
        assertThat(predict("[{\"rooms\":3,\"flor\":1}]").error())
                .isEqualTo("rows[0]: unknown column 'flor'; did you mean 'floor'?");
        assertThat(predict("[{\"rooms\":3,\"price\":1}]").error()).contains("is what the model predicts; leave it out");
        assertThat(predict("[{},{\"rooms\":\"three\"}]").error())
                .isEqualTo("rows[1]: column 'rooms' is 'three', expected a number");
        assertThat(predict("[{\"rooms\":[3]}]").error()).contains("is a list or an object, expected one value");
    }

    @Test
    void refusesWhatIsNoRows() {
        assertThat(predict("[]").error()).contains("at least one row");
        assertThat(predict("[1]").error()).contains("rows[0] is '1', expected an object of columns");
        assertThat(post(mixed.url() + "/v1/models/flats/predict", "{\"row\":[]}").error())
                .contains("unknown key 'row', expected 'rows'");
        assertThat(post(mixed.url() + "/v1/models/flats/predict", "[]").error()).contains("expected {\"rows\"");
    }

    @Test
    void showsTheSignature() {
        assertThat(get(mixed.url() + "/v1/models/flats").json().get("target").asText()).isEqualTo("price");
    }

    @Test
    void pointsAModelWithoutSignatureToTheTensorForm() throws IOException {
        try (ModelServer server = ModelServer.start(ServerOptions.of(model("zipmap"), "zipmap"))) {
            assertThat(post(server.url() + "/v1/models/zipmap/predict", "{\"rows\":[{}]}").error())
                    .contains("has no signature.json", "/v2/models/zipmap/infer");
        }
    }

    @Test
    void refusesToStartWithASignatureThatDoesNotFitTheModel(@TempDir Path directory) throws IOException {
        Files.copy(model("mixed").resolve("model.onnx"), directory.resolve("model.onnx"));
        Files.copy(model("breast-cancer").resolve("signature.json"), directory.resolve("signature.json"));

        assertThatThrownBy(() -> ModelServer.start(ServerOptions.of(directory, "flats")))
                .hasMessageContaining("column 'mean_radius' is of tensor 'features', the model has");
    }

    @Test
    void refusesToStartWithAModelThatFailsItsSmokeRequest() {
        assertThatThrownBy(() -> ModelServer.start(ServerOptions.of(model("sick"), "sick")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("revision '1' failed its smoke request");
    }

    @Test
    void namesWhatIsMissingInAModelDirectory(@TempDir Path directory) {
        assertThatThrownBy(() -> ModelServer.start(ServerOptions.of(directory, "x")))
                .hasMessageContaining("expected model.onnx, or one file that ends in .onnx")
                .hasMessageContaining("found none");
    }
}
