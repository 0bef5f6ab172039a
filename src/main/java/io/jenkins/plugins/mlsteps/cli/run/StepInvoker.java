package io.jenkins.plugins.mlsteps.cli.run;

import groovy.lang.Closure;
import io.jenkins.plugins.mlsteps.cli.jenkinsfile.CompiledJenkinsfile;
import io.jenkins.plugins.mlsteps.cli.jenkinsfile.JenkinsfileScript;
import io.jenkins.plugins.mlsteps.cli.session.Frame;
import io.jenkins.plugins.mlsteps.cli.session.Frames;
import io.jenkins.plugins.mlsteps.cli.session.RejectedStep;
import io.jenkins.plugins.mlsteps.cli.session.Result;
import io.jenkins.plugins.mlsteps.cli.session.Session;
import io.jenkins.plugins.mlsteps.cli.step.CheckoutStep;
import io.jenkins.plugins.mlsteps.cli.step.Failures;
import io.jenkins.plugins.mlsteps.cli.step.Step;
import io.jenkins.plugins.mlsteps.cli.step.StepCall;
import io.jenkins.plugins.mlsteps.cli.step.StepCatalog;
import io.jenkins.plugins.mlsteps.spec.Binder;
import java.util.Optional;

/** Answers to the Jenkinsfile: binds the arguments of each step it calls, and runs the step where the script stands. */
final class StepInvoker implements JenkinsfileScript.Runner {
    private final Session session;
    private final Timeline timeline;
    private final MlSteps mlSteps;
    private final EnvironmentObject environment;

    StepInvoker(Session session, Timeline timeline, MlSteps mlSteps) {
        this.session = session;
        this.timeline = timeline;
        this.mlSteps = mlSteps;
        this.environment = new EnvironmentObject(session.variables());
    }

    @Override
    public Object step(String word, Object[] given) throws Exception {
        Frame frame = Frames.current();
        session.cancellation().check(frame);
        frame.checkDeadlines();
        if (frame.stage().stopped() != null && !frame.last()) {
            throw new InterruptedException(frame.stage().stopped());
        }
        Class<? extends Record> type =
                StepCatalog.find(word).orElseThrow(() -> new RejectedStep("there is no step '" + word + "'"));
        Arguments arguments = Arguments.of(word, type, given);
        if (StepCatalog.needsBody(type) && arguments.body() == null) {
            throw new RejectedStep(word + " needs a body { … }");
        }
        Record bound = Binder.bind(type, arguments.named());
        Timeline.Entry entry = timeline.step(word, frame.stage().depth() + 1, MlSteps.recordOf(bound));
        try {
            Object value = bound instanceof Step step
                    ? step.run(new StepCall(session, frame, body(arguments.body())))
                    : mlSteps.run(bound, frame, arguments.body());
            entry.end(Result.SUCCESS, null);
            return value;
        } catch (Exception e) {
            Exception ended = frame.ended(e);
            entry.end(Failures.result(ended), Failures.message(ended));
            throw ended;
        } catch (Error e) {
            entry.end(Failures.result(e), Failures.message(e));
            throw e;
        }
    }

    private static StepCall.Body body(Closure<?> closure) {
        return closure == null ? null : frame -> Frames.call(frame, () -> CompiledJenkinsfile.call(closure));
    }

    @Override
    public Optional<Object> global(String name) {
        return switch (name) {
            case "env" -> Optional.of(environment);
            case "params" -> Optional.of(session.params());
            case "currentBuild" -> Optional.of(session.build());
            case "scm" -> Optional.of(CheckoutStep.WORKSPACE);
            default -> Optional.ofNullable(environment.getProperty(name));
        };
    }
}
