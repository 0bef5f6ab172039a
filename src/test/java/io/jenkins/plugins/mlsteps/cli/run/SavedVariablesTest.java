package io.jenkins.plugins.mlsteps.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.steps.GateResult;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SavedVariablesTest {
    @Test
    void bringsBackWhatAStepReturnedAsTheObjectThatItWas() throws Exception {
        Answer answer = Answer.of("evaluateGate", new GateResult("quality", "churn", null, true, List.of()));

        Map<String, Object> variables = new LinkedHashMap<>(Map.of("g", answer, "both", List.of(answer, "text")));
        variables.put("none", null);
        variables.put("nested", Arrays.asList(1, null));
        Map<String, Object> decoded = SavedVariables.decode(Json.parse(Json.line(SavedVariables.encode(variables)), MAP));

        assertThat(decoded.get("g")).isInstanceOf(Answer.class).hasToString(answer.toString());
        assertThat(decoded.get("both")).hasToString("[" + answer + ", text]");
        assertThat(decoded).containsEntry("none", null).containsEntry("nested", Arrays.asList(1, null));
        assertThat(((Answer) decoded.get("g")).getProperty("passed")).isEqualTo(true);
    }

    @SuppressWarnings("unchecked") // a map of JSON
    private static final Class<Map<String, Object>> MAP = (Class<Map<String, Object>>) (Class<?>) Map.class;
}
