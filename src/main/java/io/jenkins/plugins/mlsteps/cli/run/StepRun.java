package io.jenkins.plugins.mlsteps.cli.run;

import io.jenkins.plugins.mlsteps.cli.console.BranchLog;
import io.jenkins.plugins.mlsteps.cli.console.Console;
import io.jenkins.plugins.mlsteps.cli.local.WorkspaceLock;
import io.jenkins.plugins.mlsteps.cli.session.Cancellation;
import io.jenkins.plugins.mlsteps.cli.session.CurrentBuild;
import io.jenkins.plugins.mlsteps.cli.session.Frame;
import io.jenkins.plugins.mlsteps.cli.session.Processes;
import io.jenkins.plugins.mlsteps.cli.session.Result;
import io.jenkins.plugins.mlsteps.cli.session.RunFiles;
import io.jenkins.plugins.mlsteps.cli.session.Session;
import io.jenkins.plugins.mlsteps.cli.session.StageStatus;
import io.jenkins.plugins.mlsteps.cli.step.Failures;
import io.jenkins.plugins.mlsteps.spec.Binder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** One of the four steps alone, without a Jenkinsfile. */
public final class StepRun {
    private final Path directory;
    private final Path config;
    private final Attendance attendance;
    private final Console console;
    private final Cancellation cancellation = new Cancellation();
    private boolean rejected;

    /** @param config null for {@code mlsteps.yaml} in the directory, if there is one */
    public StepRun(Path directory, Path config, Attendance attendance) {
        this.directory = directory;
        this.config = config;
        this.attendance = attendance;
        this.console = attendance.console();
    }

    /** Whether somebody interrupted the step. */
    public boolean isInterrupted() {
        return cancellation.isRequested();
    }

    /** Whether the step failed because what was asked for cannot be done. */
    public boolean isRejected() {
        return rejected;
    }

    /**
     * @param spec what the step shall do
     * @param out directory for the records; null for {@code ml} in the workspace
     * @throws io.jenkins.plugins.mlsteps.host.configuration.ConfigException when the configuration cannot be used
     * @throws io.jenkins.plugins.mlsteps.cli.session.RejectedStep when the workspace is in use
     */
    public Result run(Record spec, Path out) throws IOException, InterruptedException {
        Site site = Site.open(directory, directory, config);
        RunFiles files = RunFiles.ofStep(site.workspace());
        try (WorkspaceLock lock = WorkspaceLock.acquire(files.lock());
                Interruption interruption = Interruption.watch(cancellation, console)) {
            if (out == null) {
                return run(spec, site, files);
            }
            try (RecordsElsewhere records = RecordsElsewhere.in(out, site.ml().root())) {
                return run(spec, site, files);
            }
        }
    }

    private Result run(Record spec, Site site, RunFiles files) throws IOException {
        new Processes(files.processes()).stopLeftovers();
        RunHistory history = new RunHistory(files);
        int number = history.startStep();
        Session session = session(site, files, number, history.previous());
        Timeline timeline = site.timeline(number, Instant.now());
        Result result = run(spec, session, new MlSteps(session, site, attendance), timeline);
        rejected = session.build().isRejected();
        timeline.finish(result);
        history.close(number, result);
        Closing.show(console, site.ml().root());
        return result;
    }

    private Session session(Site site, RunFiles files, int number, Result previous) {
        CurrentBuild build = new CurrentBuild(site.job(), number, Instant.now(), previous);
        return site.session(files, attendance, cancellation, build, Map.of());
    }

    private Result run(Record spec, Session session, MlSteps mlSteps, Timeline timeline) {
        StageStatus status = StageStatus.outermost();
        Frame frame = new Frame(session.workspace(), Map.of(), new BranchLog(console), status, null, false);
        Timeline.Entry entry = timeline.step(Binder.wordOf(spec.getClass()), status, MlSteps.recordOf(spec));
        try {
            mlSteps.run(spec, frame, null);
            entry.end(status.result(), null);
        } catch (Exception e) {
            Thread.interrupted(); // what interrupted the step is not meant for its report
            frame.log().line("ERROR: " + Failures.message(e));
            Failures.worsen(session, frame, e);
            entry.end(Failures.result(e), Failures.message(e));
        }
        return session.build().result();
    }
}
