package io.jenkins.plugins.mlsteps.jenkins.step;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Jenkinsfiles that end the same way and say the same on Jenkins and with the command, whose lines begin with {@code =}; in which order
 * is not compared, for branches have none. Where they differ, the command is wrong.
 */
@WithJenkins
class AlikeTest {
    private static final Path JENKINSFILES = Path.of("src/test/resources/alike");
    private static final Pattern LINE = Pattern.compile("(?m)(?:^|\\] )(= .*)$");
    private static final Pattern RESULT = Pattern.compile("(?m)^Result +([A-Z_]+)");

    @TempDir
    Path directory;

    private record Said(String result, List<String> lines) {
        static Said of(String result, String log) {
            return new Said(
                    result,
                    LINE.matcher(log)
                            .results()
                            .map(match -> match.group(1).strip())
                            .sorted()
                            .toList());
        }

        @Override
        public String toString() {
            return lines.stream().collect(Collectors.joining("\n", result + "\n", ""));
        }
    }

    @Test
    void jenkinsfilesEndAndSayTheSameOnJenkinsAndWithTheCommand(JenkinsRule jenkins) throws Exception {
        BuiltCommand.assumeThere();
        SoftAssertions all = new SoftAssertions();
        for (Path file : jenkinsfiles()) {
            String name = file.getFileName().toString().replace(".jenkinsfile", "");
            all.assertThat(withTheCommand(name, file).toString())
                    .as(name)
                    .isEqualTo(onJenkins(jenkins, name, file).toString());
        }
        all.assertAll();
    }

    private static List<Path> jenkinsfiles() throws IOException {
        try (Stream<Path> files = Files.list(JENKINSFILES)) {
            return files.sorted().toList();
        }
    }

    private static Said onJenkins(JenkinsRule jenkins, String name, Path file) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(Files.readString(file, UTF_8), false));
        WorkflowRun build = job.scheduleBuild2(0).get();
        return Said.of(build.getResult().toString(), JenkinsRule.getLog(build));
    }

    private Said withTheCommand(String name, Path file) throws Exception {
        Path workspace = Files.createDirectory(directory.resolve(name));
        Files.copy(file, workspace.resolve("Jenkinsfile"));
        String log = BuiltCommand.run(workspace, directory.resolve("home"), directory.resolve(name + ".log"), Map.of())
                .log();
        Matcher result = RESULT.matcher(log);
        return Said.of(result.find() ? result.group(1) : "did not run: " + log, log);
    }
}
