package io.jenkins.plugins.mlsteps.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.spec.Dimension;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuggestTest {
    private static final String SPACE =
            """
            [{"type":"logUniform","name":"lr","min":1e-5,"max":0.1},
             {"type":"intRange","name":"depth","min":2,"max":10,"step":2},
             {"type":"choice","name":"opt","values":["adam","sgd"]}]""";

    @Test
    void answersAnAskWithTrials() throws IOException {
        JsonNode answer = answers("{\"ask\":3}").get(0);
        assertThat(answer.get("trials")).hasSize(3);
        assertThat(answer.at("/trials/2/number").asInt()).isEqualTo(2);
        assertThat(answer.at("/trials/0/params/lr").asDouble()).isBetween(1e-5, 0.1);
        assertThat(answer.at("/trials/0/params/depth").asInt()).isIn(2, 4, 6, 8, 10);
        assertThat(answer.at("/trials/0/params/opt").asText()).isIn("adam", "sgd");
    }

    @Test
    void remembersTheBest() throws IOException {
        List<JsonNode> answers = answers(
                "{\"best\":true}",
                "{\"ask\":2}",
                "{\"tell\":{\"number\":0,\"value\":1.5}}",
                "{\"tell\":{\"number\":1,\"state\":\"FAILED\"}}",
                "{\"best\":true}");
        assertThat(answers).hasSize(3);
        assertThat(answers.get(0).get("best").isNull()).isTrue();
        assertThat(answers.get(2).at("/best/number").asInt()).isZero();
        assertThat(answers.get(2).at("/best/value").asDouble()).isEqualTo(1.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "null", "1", "\"true\""})
    void saysTheBestOnlyWhereThatIsWanted(String wanted) throws IOException {
        List<JsonNode> answers = answers("{\"best\":" + wanted + "}", "{\"best\":true}");
        assertThat(answers.get(0).get("error").asText()).isEqualTo("line 1: 'best' must be true, given is " + wanted);
        assertThat(answers.get(1).has("error")).isFalse();
    }

    @Test
    void takesNumbersThatAreNotFiniteAsOtherLanguagesWriteThem() throws IOException {
        List<JsonNode> answers = answers(
                "{\"ask\":2}",
                "{\"tell\":{\"number\":0,\"value\":NaN}}",
                "{\"report\":{\"number\":1,\"step\":3000000000,\"value\":-Infinity}}",
                "{\"tell\":{\"number\":0,\"value\":1}}");
        assertThat(answers).hasSize(3);
        assertThat(answers.get(1).get("prune").isBoolean()).isTrue();
        assertThat(answers.get(2).get("error").asText()).contains("told before, as NOT_FINITE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"ask\":1}{\"ask\":1}", "{\"ask\":1} and more", "{\"ask\":1,\"best\":true}"})
    void doesNothingForALineWithMoreThanOneRequest(String line) throws IOException {
        List<JsonNode> answers = answers(line, "{\"ask\":1}");
        assertThat(answers.get(0).get("error").asText()).startsWith("line 1").doesNotContain("Feature");
        assertThat(answers.get(1).at("/trials/0/number").asInt(-1)).isZero();
    }

    @Test
    void advisesToPruneWhatIsWorseThanTheMedian() throws IOException {
        StringBuilder requests = new StringBuilder("{\"ask\":6}\n");
        for (int i = 0; i < 5; i++) {
            requests.append("{\"report\":{\"number\":%d,\"step\":1,\"value\":%d}}\n".formatted(i, i));
            requests.append("{\"tell\":{\"number\":%d,\"value\":%d}}\n".formatted(i, i));
        }
        requests.append("{\"report\":{\"number\":5,\"step\":1,\"value\":2.5}}\n");
        List<JsonNode> answers = answers(requests.toString());
        assertThat(answers.get(1).get("prune").asBoolean()).isFalse();
        assertThat(answers.get(6).get("prune").asBoolean()).isTrue();
    }

    @Test
    void takesAnotherPruner() throws IOException {
        StringWriter out = new StringWriter();
        String reports = "{\"ask\":1}\n"
                + IntStream.range(0, 12)
                        .mapToObj("{\"report\":{\"number\":0,\"step\":%d,\"value\":1}}\n"::formatted)
                        .collect(Collectors.joining());
        new Suggest(Suggest.space(SPACE), "minimize", "tpe", "patience", 1).run(new StringReader(reports), out);
        assertThat(out.toString()).endsWith("{\"prune\":true}\n").contains("{\"prune\":false}");
        assertThatThrownBy(() -> new Suggest(Suggest.space(SPACE), "minimize", "tpe", "medain", 1))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("did you mean 'median'?");
    }

    @Test
    void answersWhatItCannotServeWithAnErrorAndGoesOn() throws IOException {
        List<JsonNode> answers = answers(
                "{\"ask\":",
                "{\"ask\":0}",
                "{\"tell\":{\"number\":7,\"value\":1}}",
                "{\"hello\":1}",
                "{\"tell\":{\"value\":1}}",
                "{\"ask\":1}",
                "{\"tell\":{\"number\":0}}");
        assertThat(answers.get(0).get("error").asText()).startsWith("line 1 is not JSON");
        assertThat(answers.get(1).get("error").asText()).contains("line 2: 'ask' must be a whole number");
        assertThat(answers.get(2).get("error").asText()).contains("there is no trial 7");
        assertThat(answers.get(3).get("error").asText()).contains("expected {\"ask\":n}");
        assertThat(answers.get(4).get("error").asText()).contains("'number' must be a whole number");
        assertThat(answers.get(5).get("trials")).hasSize(1);
        assertThat(answers.get(6).get("error").asText()).contains("needs a 'value'");
    }

    @Test
    void refusesAnotherDirectionAndASpaceOfNothing() {
        List<Dimension> space = List.of(new Dimension.Uniform("x", 0, 1));
        assertThatThrownBy(() -> new Suggest(space, "minimise", "tpe", "median", 1))
                .isInstanceOf(SpecException.class)
                .hasMessage("the direction is 'minimise', allowed is maximize | minimize; did you mean 'minimize'?");
        assertThatThrownBy(() -> new Suggest(List.of(), "minimize", "tpe", "median", 1))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("parameter 'space' is required: give at least one dimension");
    }

    @Test
    void readsASpaceAndNamesWhatIsWrongWithOne() {
        assertThat(Suggest.space(SPACE)).hasSize(3).element(0).isEqualTo(new Dimension.LogUniform("lr", 1e-5, 0.1));
        assertThatThrownBy(() -> Suggest.space("[{\"type\":\"uniform\",\"name\":\"x\",\"min\":0}]"))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("uniform: parameter 'max' is required");
        assertThatThrownBy(() -> Suggest.space("{"))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("not a JSON list of dimensions");
    }

    private static List<JsonNode> answers(String... requests) throws IOException {
        StringWriter out = new StringWriter();
        new Suggest(Suggest.space(SPACE), "minimize", "tpe", "median", 1)
                .run(new StringReader(String.join("\n", requests)), out);
        java.util.ArrayList<JsonNode> answers = new java.util.ArrayList<>();
        for (String line : out.toString().lines().toList()) {
            answers.add(Json.parse(line, JsonNode.class));
        }
        return answers;
    }
}
