package io.jenkins.plugins.mlsteps.cli.run;

import io.jenkins.plugins.mlsteps.cli.console.BranchLog;
import io.jenkins.plugins.mlsteps.cli.console.Console;
import io.jenkins.plugins.mlsteps.cli.jenkinsfile.CompiledJenkinsfile;
import io.jenkins.plugins.mlsteps.cli.jenkinsfile.JenkinsfileCompiler;
import io.jenkins.plugins.mlsteps.cli.jenkinsfile.JenkinsfileException;
import io.jenkins.plugins.mlsteps.cli.local.WorkspaceLock;
import io.jenkins.plugins.mlsteps.cli.session.Cancellation;
import io.jenkins.plugins.mlsteps.cli.session.CurrentBuild;
import io.jenkins.plugins.mlsteps.cli.session.Frame;
import io.jenkins.plugins.mlsteps.cli.session.Processes;
import io.jenkins.plugins.mlsteps.cli.session.Result;
import io.jenkins.plugins.mlsteps.cli.session.RunFiles;
import io.jenkins.plugins.mlsteps.cli.session.Session;
import io.jenkins.plugins.mlsteps.cli.session.StageStatus;
import io.jenkins.plugins.mlsteps.record.BuildRecord;
import io.jenkins.plugins.mlsteps.record.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;

/** One run of a Jenkinsfile on this machine, from reading it to the report. */
public final class LocalRun {
    private final RunRequest request;
    private final Attendance attendance;
    private final Console console;
    private final Cancellation cancellation = new Cancellation();
    private boolean rejected;

    public LocalRun(RunRequest request, Attendance attendance) {
        this.request = request;
        this.attendance = attendance;
        this.console = attendance.console();
    }

    /** Whether somebody interrupted the run. */
    public boolean isInterrupted() {
        return cancellation.isRequested();
    }

    /** Whether the run failed because what was asked for cannot be done. */
    public boolean isRejected() {
        return rejected;
    }

    /**
     * @throws JenkinsfileException when the Jenkinsfile cannot run here; nothing of it ran then
     * @throws io.jenkins.plugins.mlsteps.host.configuration.ConfigException when the configuration cannot be used
     * @throws io.jenkins.plugins.mlsteps.spec.SpecException when a parameter of the pipeline cannot have its value
     * @throws io.jenkins.plugins.mlsteps.cli.session.RejectedStep when the workspace is in use, or there is nothing to
     *     resume
     */
    public Result run() throws JenkinsfileException, IOException, InterruptedException {
        CompiledJenkinsfile jenkinsfile = JenkinsfileCompiler.compile(request.jenkinsfile());
        Site site = Site.open(request.workspaceOrHome(), request.home(), request.config());
        RunFiles files = RunFiles.in(site.workspace());
        try (WorkspaceLock lock = WorkspaceLock.acquire(files.lock());
                Interruption interruption = Interruption.watch(cancellation, console)) {
            Result result = run(jenkinsfile, site, files);
            Closing.show(console, site.ml().root());
            return result;
        }
    }

    private Result run(CompiledJenkinsfile jenkinsfile, Site site, RunFiles files) throws IOException {
        int stopped = new Processes(files.processes()).stopLeftovers();
        if (stopped > 0) {
            console.line("Stopped " + stopped + " script(s) that an earlier run left running");
        }
        RunHistory history = new RunHistory(files);
        Journal journal = history.open(request);
        Journal.Entry entry = journal.entry();
        Map<String, Object> parameters =
                ParameterValues.of(jenkinsfile.pipeline().parameters(), entry.parameters(), console.secrets());
        CurrentBuild current = new CurrentBuild(site.job(), entry.number(), entry.start(), entry.previous());
        Session session = site.session(files, attendance, cancellation, current, parameters);
        restore(entry, session);
        Timeline timeline = site.timeline(entry.number(), entry.start());
        if (request.resume() && Files.exists(site.ml().build())) {
            timeline.resume(Json.read(site.ml().build(), BuildRecord.class));
        }
        jenkinsfile.pipeline().notes().forEach(note -> console.line("Note: " + note));
        MlSteps mlSteps = new MlSteps(session, site, attendance);
        Frame frame =
                new Frame(site.workspace(), Map.of(), new BranchLog(console), StageStatus.outermost(), null, false);
        Result result = new PipelineRun(
                        new Execution(jenkinsfile, session, timeline, journal),
                        new StepInvoker(session, timeline, mlSteps))
                .run(frame);
        rejected = current.isRejected();
        timeline.finish(result);
        history.close(journal, result);
        return result;
    }

    private static void restore(Journal.Entry entry, Session session) {
        entry.environment().forEach(session.variables()::assign);
        entry.standing().forEach(session.build()::worsen);
        if (entry.displayName() != null) {
            session.build().setDisplayName(entry.displayName());
            session.build().setDescription(entry.description());
        }
    }
}
