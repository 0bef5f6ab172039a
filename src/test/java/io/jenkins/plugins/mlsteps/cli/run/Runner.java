package io.jenkins.plugins.mlsteps.cli.run;

import io.jenkins.plugins.mlsteps.cli.console.Console;
import io.jenkins.plugins.mlsteps.cli.console.Keyboard;
import io.jenkins.plugins.mlsteps.cli.console.SecretMask;
import io.jenkins.plugins.mlsteps.cli.local.TerminalDesk;
import io.jenkins.plugins.mlsteps.cli.session.Result;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs Jenkinsfiles in a directory as {@code mlsteps run} does. */
public final class Runner {
    private final Path directory;
    private String name = "Jenkinsfile";
    private Map<String, String> parameters = Map.of();
    private String typed;
    private List<String> approvers = List.of();
    private boolean resume;

    /** How a run ended and what it showed. */
    public record Outcome(Result result, List<String> log) {
        /** Without headings, the shell's own echo of commands, places of errors, and the summary. */
        public List<String> said() {
            return log.stream()
                    .takeWhile(line -> !line.isEmpty())
                    .filter(line -> !line.startsWith("▶") && !line.startsWith("+ ") && !line.contains("] + "))
                    .map(line -> line.replaceFirst(" \\(Jenkinsfile:\\d+\\)$", ""))
                    .toList();
        }
    }

    public Runner(Path directory) {
        this.directory = directory;
    }

    /** Its Jenkinsfile has another name than usual. */
    public Runner named(String file) {
        name = file;
        return this;
    }

    public Runner with(Map<String, String> values) {
        parameters = values;
        return this;
    }

    /** Somebody sits at the terminal and types this. */
    public Runner typing(String lines) {
        typed = lines;
        return this;
    }

    public Runner approvedBy(String... names) {
        approvers = List.of(names);
        return this;
    }

    public Runner resuming() {
        resume = true;
        return this;
    }

    /** Runs a pipeline with these stages. */
    public Outcome stages(String stages) throws Exception {
        return pipeline("agent any\nstages {\n" + stages + "\n}");
    }

    /** Runs a pipeline with one stage of these steps. */
    public Outcome steps(String steps) throws Exception {
        return stages("stage('only') { steps {\n" + steps + "\n} }");
    }

    public Outcome pipeline(String body) throws Exception {
        return file("pipeline {\n" + body + "\n}\n");
    }

    public Outcome file(String jenkinsfile) throws Exception {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve(name), jenkinsfile);
        return run();
    }

    /** Runs what is there. */
    public Outcome run() throws Exception {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(shown, true, StandardCharsets.UTF_8);
        Keyboard keyboard = new Keyboard(
                new ByteArrayInputStream((typed == null ? "" : typed).getBytes(StandardCharsets.UTF_8)));
        Attendance attendance = new Attendance(
                new Console(out, false, new SecretMask()),
                keyboard,
                typed != null,
                new TerminalDesk.Advance(approvers, null));
        RunRequest request = new RunRequest(directory.resolve(name), parameters, null, null, resume);
        Result result = new LocalRun(request, attendance).run();
        return new Outcome(
                result, shown.toString(StandardCharsets.UTF_8).lines().toList());
    }
}
