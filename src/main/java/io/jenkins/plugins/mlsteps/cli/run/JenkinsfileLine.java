package io.jenkins.plugins.mlsteps.cli.run;

import java.util.Arrays;

/** Where in the Jenkinsfile an exception comes from. */
final class JenkinsfileLine {
    private JenkinsfileLine() {}

    /** {@code " (Jenkinsfile:12)"}, or nothing when it does not come from there. */
    static String of(Throwable failure) {
        return Arrays.stream(failure.getStackTrace())
                .filter(element -> "Jenkinsfile".equals(element.getFileName()) && element.getLineNumber() > 0)
                .findFirst()
                .map(element -> " (Jenkinsfile:" + element.getLineNumber() + ")")
                .orElse("");
    }
}
