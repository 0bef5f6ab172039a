package io.jenkins.plugins.mlsteps.cli.run;

import groovy.lang.Closure;
import io.jenkins.plugins.mlsteps.cli.jenkinsfile.CompiledJenkinsfile;
import io.jenkins.plugins.mlsteps.cli.local.LocalBodies;
import io.jenkins.plugins.mlsteps.cli.local.LocalHost;
import io.jenkins.plugins.mlsteps.cli.local.StepDriver;
import io.jenkins.plugins.mlsteps.cli.session.Frame;
import io.jenkins.plugins.mlsteps.cli.session.Frames;
import io.jenkins.plugins.mlsteps.cli.session.RejectedStep;
import io.jenkins.plugins.mlsteps.cli.session.Result;
import io.jenkins.plugins.mlsteps.cli.session.Session;
import io.jenkins.plugins.mlsteps.cli.session.TimedOut;
import io.jenkins.plugins.mlsteps.deploy.promotion.ApprovalDesk;
import io.jenkins.plugins.mlsteps.gate.attestation.KeyDirectory;
import io.jenkins.plugins.mlsteps.host.Host;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.spec.Binder;
import io.jenkins.plugins.mlsteps.spec.GateSpec;
import io.jenkins.plugins.mlsteps.spec.TrainSpec;
import io.jenkins.plugins.mlsteps.steps.BodyRun;
import io.jenkins.plugins.mlsteps.steps.GateResult;
import io.jenkins.plugins.mlsteps.steps.StepFailure;
import io.jenkins.plugins.mlsteps.steps.StepKind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Runs the steps this plugin adds. */
final class MlSteps {
    private final Session session;
    private final Site site;
    private final Attendance attendance;

    MlSteps(Session session, Site site, Attendance attendance) {
        this.session = session;
        this.site = site;
        this.attendance = attendance;
    }

    /** The path under {@code ml/} of the record a step leaves; null for other steps. */
    static String recordOf(Record spec) {
        return kindOf(spec).map(kind -> kind.record().apply(spec)).orElse(null);
    }

    @SuppressWarnings("unchecked") // the class of a record is that of its kind
    private static Optional<StepKind<Record>> kindOf(Record spec) {
        return StepKind.of((Class<Record>) spec.getClass());
    }

    /**
     * @param body null when there is none
     * @return what the author gets
     */
    Object run(Record spec, Frame frame, Closure<?> body) throws Exception {
        StepKind<Record> kind = kindOf(spec)
                .orElseThrow(() -> new RejectedStep("this version does not run " + Binder.wordOf(spec.getClass())));
        return run(kind, spec, frame, body);
    }

    private Object run(StepKind<Record> kind, Record spec, Frame frame, Closure<?> body) throws Exception {
        String key = kind.word() + " " + kind.name().apply(spec);
        frame.log().line(key);
        Path state = new StepStates(session.files().steps()).next(frame.stage(), key);
        AtomicReference<TimedOut> ownLimit = new AtomicReference<>();
        LocalBodies.Runner runner = run -> runBody(run, frame, body);
        LocalBodies bodies = new LocalBodies(
                session.workspace(), spec instanceof TrainSpec ? stoppedByOwnLimit(runner, ownLimit) : runner);
        ApprovalDesk desk = attendance.desk(session.files().approvals());
        Host host = new LocalHost(session, frame, site.administration(), site.build(session.build().getNumber()));
        StepKind.Surroundings around =
                new StepKind.Surroundings(host, body != null, bodies, desk, KeyDirectory.standard());
        try {
            Object result = new StepDriver(state, bodies).run(kind.factory().machine(spec, around));
            frame.stage().countDone(key);
            return Answer.of(kind.word(), result);
        } catch (StepFailure | InterruptedException e) {
            if (ownLimit.get() != null) {
                Thread.interrupted();
                throw ownLimit.get();
            }
            if (!(e instanceof StepFailure failure && failure.isUnstable())) {
                throw e;
            }
            frame.log().line("WARNING: " + e.getMessage());
            session.worsen(frame, Result.UNSTABLE, Result.UNSTABLE);
            return spec instanceof GateSpec gate ? Answer.of(kind.word(), judged(gate)) : null;
        }
    }

    /** A limit of time in the body of a training stops the step, as in Jenkins; in that of a trial it fails the trial. */
    private static LocalBodies.Runner stoppedByOwnLimit(LocalBodies.Runner runner, AtomicReference<TimedOut> limit) {
        Thread worker = Thread.currentThread();
        return run -> {
            try {
                runner.run(run);
            } catch (TimedOut e) {
                if (!e.isInside()) {
                    limit.set(e);
                    worker.interrupt();
                }
                throw e;
            }
        };
    }

    private GateResult judged(GateSpec gate) throws IOException {
        Verdict verdict = Json.read(MlDirectory.in(session.workspace()).verdict(gate.name()), Verdict.class);
        return new GateResult(verdict.gate(), verdict.model(), verdict.digest(), verdict.passed(), verdict.checks());
    }

    private void runBody(BodyRun run, Frame frame, Closure<?> body) throws Exception {
        Frame inner = frame.with(run.environment()).in(frame.stage().part(run.id()));
        if (run.output() == null) {
            Frames.call(inner, () -> CompiledJenkinsfile.call((Closure<?>) body.clone()));
            return;
        }
        Path file = session.workspace().resolve(run.output());
        Files.createDirectories(file.getParent());
        // Not buffered: the step reads along, and may stop the body for what it reads.
        try (OutputStream output = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            Frames.call(
                    inner.logging(inner.log().copiedTo(output)),
                    () -> CompiledJenkinsfile.call((Closure<?>) body.clone()));
        }
    }
}
