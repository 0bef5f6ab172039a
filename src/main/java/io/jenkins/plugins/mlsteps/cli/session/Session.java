package io.jenkins.plugins.mlsteps.cli.session;

import io.jenkins.plugins.mlsteps.cli.config.Secrets;
import io.jenkins.plugins.mlsteps.cli.console.Console;
import java.nio.file.Path;
import java.util.Map;

/**
 * What all steps of one run share.
 *
 * @param workspace absolute and real
 * @param home directory of the Jenkinsfile: never deleted by a step
 * @param params values of the pipeline's parameters
 */
public record Session(
        Path workspace,
        Path home,
        RunFiles files,
        Console console,
        Secrets secrets,
        Variables variables,
        Map<String, Object> params,
        CurrentBuild build,
        Processes processes,
        Cancellation cancellation,
        Person person) {

    public Shell shell() {
        return new Shell(processes, files.temporary());
    }

    /** Makes the run, and the stage, no better than this. */
    public void worsen(Frame frame, Result buildResult, Result stageResult) {
        build.worsen(frame.stage().path(), buildResult);
        frame.stage().worsen(stageResult);
    }

    /** Makes of the run, and the stage, what an error that nobody caught makes of them. */
    public void fail(Frame frame, Result result) {
        build.fail(frame.stage().path(), result);
        frame.stage().worsen(result);
    }

    /** A secret that never shows in the log. */
    public String secret(String id) {
        String secret = secrets.require(id);
        console.secrets().add(secret);
        return secret;
    }
}
