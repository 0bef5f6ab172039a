package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.spec.GateSpec;
import java.nio.file.Path;

/** Where a gate keeps what it fetched of its baseline: {@code ml/gate/<name>/baseline}. */
final class BaselineDirectory {
    private BaselineDirectory() {}

    static Path of(Path workspace, GateSpec spec) {
        return MlDirectory.in(workspace).gate(spec.name()).resolve("baseline");
    }

    /** The path of a file there, relative to the workspace. */
    static String file(GateSpec spec, String name) {
        return "ml/gate/" + spec.name() + "/baseline/" + name;
    }
}
