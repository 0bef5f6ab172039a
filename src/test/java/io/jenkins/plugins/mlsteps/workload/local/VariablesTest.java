package io.jenkins.plugins.mlsteps.workload.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VariablesTest {
    private final Map<String, String> variables = new LinkedHashMap<>(Map.of("Path", "outer"));

    @Test
    void onWindowsAVariableReplacesOneWhoseNameIsWrittenOtherwise() {
        Variables.add(variables, Map.of("PATH", "own"), true);

        assertThat(variables).containsOnly(entry("PATH", "own"));
    }

    @Test
    void elsewhereTheyAreTwo() {
        Variables.add(variables, Map.of("PATH", "own"), false);

        assertThat(variables).containsOnly(entry("Path", "outer"), entry("PATH", "own"));
    }

    @Test
    void whatIsAddedLastIsLastAndSoTheOneThatStaysOnWindows() {
        Map<String, String> outer = new LinkedHashMap<>();
        outer.put("PATH", "outer");
        outer.put("Path", "outer too");
        Variables.add(outer, Map.of("PATH", "own"), false);
        Variables.add(variables, outer, true);

        assertThat(variables).containsOnly(entry("PATH", "own"));
    }

    @Test
    void aProcessIsGivenThem() {
        Map<String, String> environment = new ProcessBuilder().environment();
        environment.put("MLSTEPS_Case", "outer");
        Variables.add(environment, Map.of("MLSTEPS_CASE", "own"), true);

        assertThat(environment).containsEntry("MLSTEPS_CASE", "own").doesNotContainKey("MLSTEPS_Case");
    }
}
