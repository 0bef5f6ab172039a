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
import io.jenkins.plugins.mlsteps.cli.step.ParallelStep;
import io.jenkins.plugins.mlsteps.cli.step.StageStep;
import io.jenkins.plugins.mlsteps.cli.step.Step;
import io.jenkins.plugins.mlsteps.cli.step.StepCall;
import io.jenkins.plugins.mlsteps.cli.step.StepCatalog;
import io.jenkins.plugins.mlsteps.spec.Binder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

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
        String stopped = frame.last() ? null : frame.stage().tellStopped();
        if (stopped != null) {
            throw new InterruptedException(stopped);
        }
        Class<? extends Record> type =
                StepCatalog.find(word).orElseThrow(() -> new RejectedStep("there is no step '" + word + "'"));
        Arguments arguments = Arguments.of(word, type, given);
        if (StepCatalog.needsBody(type) && arguments.body() == null) {
            throw new RejectedStep(word + " needs a body { … }");
        }
        Record bound = type == ParallelStep.class ? parallel(arguments) : Binder.bind(type, arguments.named());
        return Frames.outside(() -> run(word, bound, frame, arguments.body()));
    }

    /** Not bound like others: authors name its parameters. */
    private ParallelStep parallel(Arguments arguments) {
        if (arguments.body() != null) {
            throw new RejectedStep("parallel takes no body; write parallel(one: { … }, other: { … })");
        }
        Map<String, StepCall.Body> branches = new LinkedHashMap<>();
        boolean failFast = false;
        for (Map.Entry<String, Object> argument : arguments.named().entrySet()) {
            if (argument.getValue() instanceof Closure<?> closure) {
                branches.put(argument.getKey(), named(closure));
            } else if (argument.getKey().equals("failFast") && argument.getValue() instanceof Boolean stops) {
                failFast = stops;
            } else {
                throw new RejectedStep("parallel: expected is a closure or failFast, but found " + argument.getKey() + ": "
                        + argument.getValue());
            }
        }
        return new ParallelStep(branches, failFast);
    }

    /** A block with a name of its own, which the frame it runs in tells. */
    private StepCall.Body named(Closure<?> closure) {
        return frame -> recorded(timeline.stage(frame.stage()), frame, () -> body(closure).in(frame));
    }

    private Object run(String word, Record step, Frame frame, Closure<?> body) throws Exception {
        if (step instanceof StageStep stage) {
            return stage.run(new StepCall(session, frame, named(body)));
        }
        Timeline.Entry entry = timeline.step(word, frame.stage(), MlSteps.recordOf(step));
        return recorded(entry, frame, () -> step instanceof Step own
                ? own.run(new StepCall(session, frame, body(body)))
                : mlSteps.run(step, frame, body));
    }

    private static Object recorded(Timeline.Entry entry, Frame frame, Callable<Object> work) throws Exception {
        try {
            Object value = work.call();
            entry.end(Result.SUCCESS, null);
            return value;
        } catch (Exception e) {
            Exception ended = frame.ended(e);
            if (ended instanceof InterruptedException) {
                frame.stage().tellStopped();
            }
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
