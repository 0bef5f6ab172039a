package io.jenkins.plugins.mlsteps.cli.run;

import java.nio.file.Path;
import java.util.Map;

/**
 * What somebody asked the runner to do.
 *
 * @param parameters values for the pipeline's parameters
 * @param workspace null for the directory of the Jenkinsfile
 * @param config null for {@code mlsteps.yaml} in the workspace or beside the Jenkinsfile, if there is one
 * @param resume whether to go on with the run before, which did not succeed
 */
public record RunRequest(
        Path jenkinsfile,
        Map<String, String> parameters,
        Path workspace,
        Path config,
        boolean resume) {
    public RunRequest {
        parameters = Map.copyOf(parameters);
    }

    Path home() {
        return jenkinsfile.toAbsolutePath().normalize().getParent();
    }

    Path workspaceOrHome() {
        return workspace == null ? home() : workspace.toAbsolutePath().normalize();
    }
}
