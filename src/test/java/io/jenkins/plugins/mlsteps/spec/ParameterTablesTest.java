package io.jenkins.plugins.mlsteps.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The section <em>Parameters</em> of a step's page names what its spec has, no more and no less. */
class ParameterTablesTest {
    private static final Pattern WORD = Pattern.compile("`([^`]*)`");

    @ParameterizedTest
    @ValueSource(classes = {TrainSpec.class, TuneSpec.class, GateSpec.class, DeploySpec.class})
    void aStepsPageHasEveryParameterWithItsDefault(Class<? extends Record> spec) throws Exception {
        Map<String, String> documented = documented(Binder.wordOf(spec));
        List<ParameterInfo> parameters = ParameterInfo.of(spec);
        assertThat(documented.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        parameters.stream().map(ParameterInfo::name).toList());
        for (ParameterInfo parameter : parameters) {
            String cell = documented.get(parameter.name());
            assertThat(cell.equals("required"))
                    .as("'%s' is required: the page says '%s'", parameter.name(), cell)
                    .isEqualTo(parameter.required());
            Matcher word = WORD.matcher(cell);
            if (word.matches()) {
                assertThat(word.group(1)).as(parameter.name()).isEqualTo(parameter.defaultValue());
            }
        }
    }

    /** Name → what its row says about the default; a row may have several names. */
    private static Map<String, String> documented(String step) throws Exception {
        Path page = Path.of(System.getProperty("mlsteps.root"), "docs", step + ".md");
        String section = Files.readString(page).split("\n## Parameters\n", 2)[1].split("\n## ", 2)[0];
        Map<String, String> parameters = new TreeMap<>();
        for (String row : section.lines().filter(it -> it.startsWith("| `")).toList()) {
            List<String> cells = new ArrayList<>(List.of(row.split("\\|")));
            WORD.matcher(cells.get(1))
                    .results()
                    .forEach(name -> parameters.put(name.group(1), cells.get(2).strip()));
        }
        return parameters;
    }
}
