package io.jenkins.plugins.mlsteps.cli.run;

import io.jenkins.plugins.mlsteps.cli.config.ConfigFile;
import io.jenkins.plugins.mlsteps.cli.config.Secrets;
import io.jenkins.plugins.mlsteps.cli.console.BranchLog;
import io.jenkins.plugins.mlsteps.cli.console.Console;
import io.jenkins.plugins.mlsteps.cli.console.Keyboard;
import io.jenkins.plugins.mlsteps.cli.jenkinsfile.CompiledJenkinsfile;
import io.jenkins.plugins.mlsteps.cli.jenkinsfile.JenkinsfileCompiler;
import io.jenkins.plugins.mlsteps.cli.jenkinsfile.JenkinsfileException;
import io.jenkins.plugins.mlsteps.cli.local.GitCheckout;
import io.jenkins.plugins.mlsteps.cli.local.TerminalPerson;
import io.jenkins.plugins.mlsteps.cli.local.WorkspaceLock;
import io.jenkins.plugins.mlsteps.cli.session.Cancellation;
import io.jenkins.plugins.mlsteps.cli.session.CurrentBuild;
import io.jenkins.plugins.mlsteps.cli.session.Frame;
import io.jenkins.plugins.mlsteps.cli.session.Person;
import io.jenkins.plugins.mlsteps.cli.session.Processes;
import io.jenkins.plugins.mlsteps.cli.session.RejectedStep;
import io.jenkins.plugins.mlsteps.cli.session.Result;
import io.jenkins.plugins.mlsteps.cli.session.RunFiles;
import io.jenkins.plugins.mlsteps.cli.session.Session;
import io.jenkins.plugins.mlsteps.cli.session.StageStatus;
import io.jenkins.plugins.mlsteps.cli.session.Variables;
import io.jenkins.plugins.mlsteps.host.Build;
import io.jenkins.plugins.mlsteps.record.BuildRecord;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.SourceRevision;
import io.jenkins.plugins.mlsteps.report.Report;
import io.jenkins.plugins.mlsteps.report.Summary;
import io.jenkins.plugins.mlsteps.spec.administration.Administration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** One run of a Jenkinsfile on this machine, from reading it to the report. */
public final class LocalRun {
    private final RunRequest request;
    private final Console console;
    private final Keyboard keyboard;
    private final boolean terminal;
    private final Cancellation cancellation = new Cancellation();

    /** @param terminal whether a person can be asked */
    public LocalRun(RunRequest request, Console console, Keyboard keyboard, boolean terminal) {
        this.request = request;
        this.console = console;
        this.keyboard = keyboard;
        this.terminal = terminal;
    }

    /** Whether somebody interrupted the run. */
    public boolean isInterrupted() {
        return cancellation.isRequested();
    }

    /**
     * @throws JenkinsfileException when the Jenkinsfile cannot run here; nothing of it ran then
     * @throws io.jenkins.plugins.mlsteps.cli.config.ConfigException when the configuration cannot be used
     * @throws io.jenkins.plugins.mlsteps.spec.SpecException when a parameter of the pipeline cannot have its value
     * @throws RejectedStep when the workspace is in use, or there is nothing to resume
     */
    public Result run() throws JenkinsfileException, IOException, InterruptedException {
        CompiledJenkinsfile jenkinsfile = JenkinsfileCompiler.compile(request.jenkinsfile());
        Path workspace = Files.createDirectories(request.workspaceOrHome()).toRealPath();
        Optional<Path> config =
                request.config() == null ? ConfigFile.find(workspace, request.home()) : Optional.of(request.config());
        Administration administration = config.map(ConfigFile::read).orElse(Administration.none());
        RunFiles files = RunFiles.in(workspace);
        try (WorkspaceLock lock = WorkspaceLock.acquire(files.lock());
                Interruption interruption = Interruption.watch(cancellation, console)) {
            return run(jenkinsfile, workspace, files, config, administration);
        }
    }

    private Result run(
            CompiledJenkinsfile jenkinsfile,
            Path workspace,
            RunFiles files,
            Optional<Path> config,
            Administration administration)
            throws IOException, InterruptedException {
        Processes processes = new Processes(files.processes());
        int stopped = processes.stopLeftovers();
        if (stopped > 0) {
            console.line("Stopped " + stopped + " script(s) that an earlier run left running");
        }
        RunHistory history = new RunHistory(files);
        Journal journal = history.open(request);
        Journal.Entry entry = journal.entry();
        String job = workspace.getFileName() == null ? "workspace" : workspace.getFileName().toString();
        SourceRevision source = new GitCheckout(workspace).revision();
        Map<String, Object> parameters = ParameterValues.of(
                jenkinsfile.pipeline().parameters(), entry.parameters(), console.secrets());
        Path base = config.map(file -> file.toAbsolutePath().getParent()).orElse(workspace);
        CurrentBuild current = new CurrentBuild(job, entry.number(), entry.start(), history.previous());
        Variables variables = new Variables(
                new BuildVariables(job, entry.number(), workspace, source, parameters).over(System.getenv()));
        Session session = new Session(
                workspace,
                request.home(),
                files,
                console,
                new Secrets(administration.credentials(), base, System.getenv()),
                variables,
                parameters,
                current,
                processes,
                cancellation,
                person());
        restore(entry, session);
        Timeline timeline = new Timeline(
                MlDirectory.in(workspace).build(), job, entry.number(), entry.start(), source);
        if (request.resume()) {
            timeline.resume(Json.read(MlDirectory.in(workspace).build(), BuildRecord.class));
        }
        Build build = new Build(
                job, entry.number(), null, System.getProperty("user.name"), Machine.name(), source);
        Execution execution = new Execution(jenkinsfile, session, timeline, journal);
        jenkinsfile.pipeline().notes().forEach(note -> console.line("Note: " + note));
        StepInvoker invoker = new StepInvoker(session, timeline, new MlSteps(session, administration, build));
        Frame frame = new Frame(workspace, Map.of(), new BranchLog(console), StageStatus.outermost(), false);
        Result result = new PipelineRun(execution, invoker).run(frame);
        timeline.finish(result);
        history.close(journal, result);
        show(MlDirectory.in(workspace));
        return result;
    }

    private void show(MlDirectory ml) {
        try {
            Path report = Report.write(ml.root());
            console.line("");
            Summary.of(ml.root()).forEach(console::line);
            console.line("report  " + report);
        } catch (IOException e) {
            console.line("The report cannot be written: " + e);
        }
    }

    private static void restore(Journal.Entry entry, Session session) {
        entry.environment().forEach(session.variables()::assign);
        if (entry.result() != null) {
            session.build().setResult(entry.result());
        }
        if (entry.displayName() != null) {
            session.build().setDisplayName(entry.displayName());
            session.build().setDescription(entry.description());
        }
    }

    private Person person() {
        String first = request.approvers().isEmpty() ? null : request.approvers().get(0);
        return new TerminalPerson(console, keyboard, first, terminal);
    }
}
