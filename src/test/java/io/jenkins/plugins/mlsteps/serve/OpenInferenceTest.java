package io.jenkins.plugins.mlsteps.serve;

import static io.jenkins.plugins.mlsteps.serve.ServeFixtures.exampleTensor;
import static io.jenkins.plugins.mlsteps.serve.ServeFixtures.get;
import static io.jenkins.plugins.mlsteps.serve.ServeFixtures.model;
import static io.jenkins.plugins.mlsteps.serve.ServeFixtures.post;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlsteps.cluster.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenInferenceTest {
    private static ModelServer cancer;
    private static ModelServer types;
    private static ModelServer zipmap;

    @BeforeAll
    static void startServers() throws IOException {
        cancer = ModelServer.start(ServerOptions.of(model("breast-cancer"), "cancer").withRevision("r7").withMaxBytes(50_000));
        types = ModelServer.start(ServerOptions.of(model("every-type"), "types"));
        zipmap = ModelServer.start(ServerOptions.of(model("zipmap"), "zipmap"));
    }

    @AfterAll
    static void stopServers() {
        cancer.close();
        types.close();
        zipmap.close();
    }

    @Test
    void tellsThatItLivesAndIsReady() {
        assertThat(get(cancer.url() + "/v2/health/live").json().get("live").asBoolean()).isTrue();
        assertThat(get(cancer.url() + "/v2/health/ready").json().get("ready").asBoolean()).isTrue();
        assertThat(get(cancer.url() + "/v2/models/cancer/ready").status()).isEqualTo(200);
        assertThat(get(cancer.url() + "/v2").json().get("name").asText()).isEqualTo("mlsteps");
    }

    @Test
    void describesTheModelWithItsTensors() {
        JsonNode metadata = get(cancer.url() + "/v2/models/cancer").json();

        assertThat(metadata.get("versions").toString()).isEqualTo("[\"r7\"]");
        assertThat(metadata.at("/inputs/0").toString())
                .isEqualTo("{\"name\":\"features\",\"datatype\":\"FP32\",\"shape\":[-1,30]}");
        assertThat(metadata.get("outputs").findValuesAsText("name")).containsExactly("label", "probabilities");
        assertThat(get(cancer.url() + "/v2/models/cancer/versions/r7").json()).isEqualTo(metadata);
        assertThat(get(cancer.url() + "/v2/models/cancer/versions/r8").error()).contains("no version 'r8'; served is 'r7'");
    }

    @Test
    void infersFromTensors() {
        JsonNode answer = post(
                        cancer.url() + "/v2/models/cancer/infer", exampleTensor().replaceFirst("\\{", "{\"id\":\"42\","))
                .json();

        assertThat(answer.get("model_name").asText()).isEqualTo("cancer");
        assertThat(answer.get("model_version").asText()).isEqualTo("r7");
        assertThat(answer.get("id").asText()).isEqualTo("42");
        assertThat(answer.at("/outputs/0/data/0").asText()).isEqualTo("malignant");
        assertThat(answer.at("/outputs/1/shape").toString()).isEqualTo("[1,2]");
        assertThat(answer.at("/outputs/1/data/0").asDouble() + answer.at("/outputs/1/data/1").asDouble())
                .isCloseTo(1, org.assertj.core.data.Offset.offset(1e-6));
    }

    @Test
    void answersOnlyTheOutputsAskedFor() {
        JsonNode answer = post(
                        cancer.url() + "/v2/models/cancer/versions/r7/infer",
                        exampleTensor().replaceFirst("\\{", "{\"outputs\":[{\"name\":\"label\"}],"))
                .json();

        assertThat(answer.get("outputs")).hasSize(1);
    }

    @Test
    void takesNestedDataAndDataBeforeItsType() {
        String body = "{\"inputs\":[{\"data\":[[1,2],[3.5,4]],\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[2,2]}]}";

        JsonNode answer = post(zipmap.url() + "/v2/models/zipmap/infer", body).json();

        assertThat(answer.at("/outputs/0/data").toString()).isEqualTo("[\"yes\",\"yes\"]");
    }

    @Test
    void answersMapsForEachRowAsAMatrixWithItsKeys() {
        String body = "{\"inputs\":[{\"name\":\"x\",\"datatype\":\"FP32\",\"shape\":[1,2],\"data\":[0,9]}]}";

        JsonNode probabilities =
                post(zipmap.url() + "/v2/models/zipmap/infer", body).json().at("/outputs/1");

        assertThat(probabilities.get("shape").toString()).isEqualTo("[1,2]");
        assertThat(probabilities.at("/parameters/keys").asText()).isEqualTo("no,yes");
        assertThat(probabilities.at("/data/0").asDouble()).isEqualTo(0.5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bool | [true,false]",
                "uint8 | [0,255]",
                "int8 | [-128,127]",
                "int16 | [-32768,32767]",
                "int32 | [-2147483648,2147483647]",
                "int64 | [-9223372036854775808,9223372036854775807]",
                "fp16 | [0.5,-65504.0]",
                "fp32 | [0.1,-2.5]",
                "fp64 | [0.1,1.7976931348623157E308]",
                "bytes | [\"\",\"Zürich\"]"
            })
    void passesEveryTypeThroughUnchanged(String type, String data) {
        JsonNode answer = post(types.url() + "/v2/models/types/infer", everyType(type, data)).json();

        for (JsonNode output : answer.get("outputs")) {
            if (output.get("name").asText().equals(type + "_out")) {
                assertThat(output.get("data").toString()).isEqualTo(data);
                assertThat(output.get("datatype").asText()).isEqualToIgnoringCase(type);
            }
        }
        assertThat(answer.get("outputs")).hasSize(10);
    }

    @ParameterizedTest
    @CsvSource({"fp16, 65520, 65520.0", "fp32, 1e60, 1.0E60", "fp64, 1e400, Infinity", "fp32, -Infinity, -Infinity"})
    void refusesNumbersThatAreNotFiniteInTheirType(String type, String number, String shown) {
        ServeFixtures.Reply reply = post(types.url() + "/v2/models/types/infer", everyType(type, "[NaN," + number + "]"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error())
                .isEqualTo("input '" + type + "': element 1 is " + shown + ", " + type.toUpperCase(java.util.Locale.ROOT)
                        + " takes finite numbers, and NaN for a missing one");
    }

    /** A request with two elements for each input: zeros, but for the one of {@code type}. */
    private static String everyType(String type, String data) {
        StringBuilder inputs = new StringBuilder();
        for (Datatype each : Datatype.values()) {
            String name = each.name().toLowerCase(java.util.Locale.ROOT);
            String zeros = each == Datatype.BYTES ? "[\"\",\"\"]" : "[0,0]";
            inputs.append(inputs.isEmpty() ? "" : ",")
                    .append("{\"name\":\"" + name + "\",\"shape\":[2],\"datatype\":\"" + each + "\",\"data\":"
                            + (name.equals(type) ? data : zeros) + "}");
        }
        return "{\"inputs\":[" + inputs + "]}";
    }

    @Test
    void refusesAnElementThatDoesNotFitItsType() {
        assertThat(post(types.url() + "/v2/models/types/infer", everyType("uint8", "[3,256]")).error())
                .isEqualTo("input 'uint8': element 1 is 256, UINT8 takes 0 to 255");
        assertThat(post(types.url() + "/v2/models/types/infer", everyType("int32", "[1.5,2]")).error())
                .contains("data holds numbers, datatype INT32 takes integers");
        assertThat(post(types.url() + "/v2/models/types/infer", everyType("bytes", "[1,\"a\"]")).error())
                .contains("element 1 of data is one of strings among integers");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | the request is empty, expected an object with 'inputs'",
                "{\"inputs\":[{\"name\": | the request is not JSON",
                "[] | expected an object with 'inputs'",
                "{} | the request has no 'inputs'",
                "{\"inputs\":[]} | input 'features' is missing",
                "{\"inputs\":[{\"name\":\"features\"}]} | inputs[0] has no 'datatype'",
                "{\"inputs\":[{\"name\":\"feature\",\"shape\":[1],\"datatype\":\"FP32\",\"data\":[1]}]} "
                        + "| unknown input 'feature', the model has features; did you mean 'features'?",
                "{\"inputs\":[{\"name\":\"features\",\"shape\":[1,30],\"datatype\":\"FP64\",\"data\":[1]}]} "
                        + "| datatype is FP64, the model takes FP32",
                "{\"inputs\":[{\"name\":\"features\",\"shape\":[1,30],\"datatype\":\"float\",\"data\":[1]}]} "
                        + "| datatype is 'float', allowed are BOOL",
                "{\"inputs\":[{\"name\":\"features\",\"shape\":[1,30],\"datatype\":\"FP32\",\"data\":[1]}]} "
                        + "| data has 1 elements, shape [1, 30] needs 30",
                "{\"inputs\":[{\"name\":\"features\",\"shape\":[1,29],\"datatype\":\"FP32\",\"data\":[1]}]} "
                        + "| shape is [1, 29], the model takes [-1, 30]",
                "{\"inputs\":[{\"name\":\"features\",\"shape\":[-1],\"datatype\":\"FP32\",\"data\":[1]}]} "
                        + "| inputs[0].shape: '-1' is no size",
                "{\"inputs\":[{\"name\":\"features\",\"shape\":[1,30],\"datatype\":\"FP32\",\"data\":[null]}]} "
                        + "| element 0 of data is null",
                "{\"inputs\":[{\"name\":\"features\",\"shape\":[1,30],\"datatype\":\"FP32\",\"data\":[1,\"a\"]}]} "
                        + "| element 1 of data is one of strings among integers",
                "{\"inputs\":[{\"name\":\"features\",\"shape\":[1,30],\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":4}}]} "
                        + "| the binary data extension is not served",
            })
    void saysWhatIsWrongWithARequest(String body, String error) {
        ServeFixtures.Reply reply = post(cancer.url() + "/v2/models/cancer/infer", body);

        assertThat(reply.status()).as(reply.text()).isEqualTo(400);
        assertThat(reply.error()).contains(error);
    }

    @Test
    void refusesARequestThatIsTooLarge() {
        String body = exampleTensor() + " ".repeat(60_000);

        ServeFixtures.Reply reply = post(cancer.url() + "/v2/models/cancer/infer", body);

        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.error()).contains("more than 50000 bytes");
    }

    @Test
    void saysWhatIsServedToWhoAsksForSomethingElse() {
        assertThat(get(cancer.url() + "/v2/models/churn").error()).isEqualTo("unknown model 'churn'; served is 'cancer'");
        assertThat(get(cancer.url() + "/v3").status()).isEqualTo(404);
        assertThat(get(cancer.url() + "/v2/models/cancer/infer").status()).isEqualTo(405);
        assertThat(post(cancer.url() + "/v2/models/cancer", "{}").status()).isEqualTo(405);
    }

    @Test
    void countsRequestsForPrometheus() throws Exception {
        post(cancer.url() + "/v2/models/cancer/infer", exampleTensor());

        // A request is counted once it is answered, which its sender may know a moment earlier.
        Pattern counted = Pattern.compile("(?s)mlsteps_requests_total\\{route=\"infer\",status=\"200\"\\} [1-9]"
                + ".*mlsteps_inference_seconds_bucket\\{le=\"\\+Inf\"\\} [1-9]");
        Deadline.await(Duration.ofMinutes(1), () -> counted.matcher(metrics()).find(), OpenInferenceTest::metrics);

        assertThat(metrics()).contains("mlsteps_model_info{model=\"cancer\",revision=\"r7\"} 1");
    }

    private static String metrics() {
        return get(cancer.url() + "/metrics").text();
    }
}
