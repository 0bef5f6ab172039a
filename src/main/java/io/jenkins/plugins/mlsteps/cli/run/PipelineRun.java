package io.jenkins.plugins.mlsteps.cli.run;

import io.jenkins.plugins.mlsteps.cli.jenkinsfile.Pipeline;
import io.jenkins.plugins.mlsteps.cli.jenkinsfile.Stage;
import io.jenkins.plugins.mlsteps.cli.jenkinsfile.Work;
import io.jenkins.plugins.mlsteps.cli.session.Frame;
import io.jenkins.plugins.mlsteps.cli.session.Frames;
import io.jenkins.plugins.mlsteps.cli.session.Result;

/** Runs a pipeline from its first stage to its last post condition. */
record PipelineRun(Execution execution, StepInvoker invoker) {
    Result run(Frame frame) {
        try {
            Frames.call(frame, () -> {
                execution.jenkinsfile().prepare(invoker);
                Journal.Entry entry = execution.journal().entry();
                execution.jenkinsfile().restore(SavedVariables.decode(entry.variables()));
                return null;
            });
        } catch (Exception e) {
            execution.failed(frame, e);
            return execution.session().build().result();
        }
        Pipeline pipeline = execution.jenkinsfile().pipeline();
        StageRunner runner = new StageRunner(execution, pipeline.options());
        new Attempts(runner, execution, asStage(pipeline), execution.session().build()::result).run(frame);
        return execution.session().build().result();
    }

    /** A pipeline is a stage without a name or conditions around all others. */
    private static Stage asStage(Pipeline pipeline) {
        return new Stage(
                1,
                "",
                pipeline.environment(),
                pipeline.options(),
                null,
                null,
                new Work.Sequence(pipeline.stages()),
                false,
                pipeline.post());
    }
}
