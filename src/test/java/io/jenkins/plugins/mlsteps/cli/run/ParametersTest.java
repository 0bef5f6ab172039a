package io.jenkins.plugins.mlsteps.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlsteps.spec.SpecException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParametersTest {
    private static final String PIPELINE =
            """
            agent any
            parameters {
                string(name: 'NAME', defaultValue: 'ann', description: 'who')
                text(name: 'NOTE', defaultValue: 'a\\nb')
                booleanParam(name: 'FAST', defaultValue: false)
                choice(name: 'SIZE', choices: ['small', 'large'])
                password(name: 'PIN', defaultValue: 'x')
            }
            stages { stage('s') { steps {
                echo "${params.NAME} ${params.FAST ? 'fast' : 'slow'} ${params.SIZE} ${params.NOTE.readLines().size()}"
                sh 'echo $NAME $FAST $SIZE'
                sh 'echo pin $PIN'
            } } }
            """;

    @TempDir
    Path directory;

    @Test
    void parametersHaveTheirDefaults() throws Exception {
        assertThat(new Runner(directory).pipeline(PIPELINE).said())
                .containsExactly("ann slow small 2", "ann false small", "pin x");
    }

    @Test
    void givenValuesAreTypedAndPasswordsMasked() throws Exception {
        var run = new Runner(directory)
                .with(Map.of("NAME", "bob", "FAST", "true", "SIZE", "large", "PIN", "hunter2"))
                .pipeline(PIPELINE);
        assertThat(run.said()).containsExactly("bob fast large 2", "bob true large", "pin ****");
    }

    @Test
    void aParameterThePipelineDoesNotHaveIsRefusedBeforeAnythingRuns() {
        assertThatThrownBy(() -> new Runner(directory).with(Map.of("NAMES", "x")).pipeline(PIPELINE))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("'NAMES'")
                .hasMessageContaining("did you mean 'NAME'?");
        assertThat(directory.resolve("ml")).doesNotExist();
    }

    @Test
    void aChoiceMustBeOneOfItsValues() {
        assertThatThrownBy(() -> new Runner(directory).with(Map.of("SIZE", "larg")).pipeline(PIPELINE))
                .hasMessageContaining("allowed is small | large")
                .hasMessageContaining("did you mean 'large'?");
    }
}
