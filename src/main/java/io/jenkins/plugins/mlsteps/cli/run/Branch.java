package io.jenkins.plugins.mlsteps.cli.run;

import io.jenkins.plugins.mlsteps.cli.jenkinsfile.Stage;
import java.util.Map;

/**
 * What runs beside others.
 *
 * @param variables that tell it from the others; those of a matrix cell
 */
record Branch(Stage stage, Map<String, String> variables) {
    static Branch of(Stage stage) {
        return new Branch(stage, Map.of());
    }
}
