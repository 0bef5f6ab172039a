package io.jenkins.plugins.mlsteps.jenkins.step;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The command {@code mlsteps} as it was built, to compare Jenkins with. */
final class BuiltCommand {
    private static final Path JAR = Path.of("standalone/target/mlsteps.jar").toAbsolutePath();

    private BuiltCommand() {}

    /** Skips the test where there is none. */
    static void assumeThere() {
        assumeTrue(Files.exists(JAR), "not compared with the command: mvn -f standalone/pom.xml package has not built " + JAR);
    }

    /** How a run ended and what it said. */
    record Outcome(int exitStatus, String log) {}

    /**
     * Runs the Jenkinsfile of a workspace.
     *
     * @param home of the command, with its keys and endpoints
     * @param log file for what it says
     */
    static Outcome run(Path workspace, Path home, Path log, Map<String, String> environment)
            throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString(), "run")
                .directory(workspace.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        command.environment().put("MLSTEPS_HOME", home.toString());
        command.environment().putAll(environment);
        int exitStatus = command.start().waitFor();
        return new Outcome(exitStatus, Files.readString(log, UTF_8));
    }
}
