package io.jenkins.plugins.mlsteps.cli.run;

import io.jenkins.plugins.mlsteps.cli.jenkinsfile.Assignment;
import io.jenkins.plugins.mlsteps.cli.jenkinsfile.JenkinsfileScript.CredentialReference;
import io.jenkins.plugins.mlsteps.cli.session.Frame;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Evaluates {@code environment { … }} from top to bottom: a later line sees the earlier ones. */
record EnvironmentBlock(Execution execution, List<Assignment> assignments) {
    Frame over(Frame around) throws Exception {
        Frame frame = around;
        for (Assignment assignment : assignments) {
            Object value = execution.call(assignment.value(), frame);
            frame = frame.with(
                    value instanceof CredentialReference credential
                            ? secret(assignment.name(), credential.id())
                            : Map.of(assignment.name(), String.valueOf(value)));
        }
        return frame;
    }

    /** A secret of the form {@code user:password} also comes in two parts, as in Jenkins. */
    private Map<String, String> secret(String name, String id) {
        String secret = execution.session().secret(id);
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put(name, secret);
        int colon = secret.indexOf(':');
        if (colon > 0 && secret.lines().count() == 1) {
            variables.put(name + "_USR", secret.substring(0, colon));
            variables.put(name + "_PSW", secret.substring(colon + 1));
            execution.session().console().secrets().add(secret.substring(colon + 1));
        }
        return variables;
    }
}
