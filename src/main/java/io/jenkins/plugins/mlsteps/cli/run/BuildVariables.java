package io.jenkins.plugins.mlsteps.cli.run;

import io.jenkins.plugins.mlsteps.gate.attestation.KeyDirectory;
import io.jenkins.plugins.mlsteps.record.SourceRevision;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The variables of a build, named as Jenkins names them, over those of this process. */
record BuildVariables(
        String job, int number, Path workspace, Path temporary, SourceRevision source, Map<String, Object> parameters) {
    Map<String, String> over(Map<String, String> process) {
        Map<String, String> variables = new LinkedHashMap<>(process);
        variables.remove(KeyDirectory.KEY); // whoever has it can sign any verdict
        variables.put("JOB_NAME", job);
        variables.put("JOB_BASE_NAME", job);
        variables.put("BUILD_NUMBER", Integer.toString(number));
        variables.put("BUILD_ID", Integer.toString(number));
        variables.put("BUILD_DISPLAY_NAME", "#" + number);
        variables.put("BUILD_TAG", "mlsteps-" + job + "-" + number);
        variables.put("EXECUTOR_NUMBER", "0");
        variables.put("NODE_NAME", "built-in");
        variables.put("NODE_LABELS", "built-in");
        variables.put("CI", "true");
        variables.put("WORKSPACE", workspace.toString());
        variables.put("WORKSPACE_TMP", temporary.toString());
        if (source.branch() != null) {
            variables.putIfAbsent("BRANCH_NAME", source.branch());
            variables.put("GIT_BRANCH", source.branch());
        }
        if (source.commit() != null) {
            variables.put("GIT_COMMIT", source.commit());
        }
        parameters.forEach((name, value) -> variables.put(name, String.valueOf(value)));
        return variables;
    }
}
