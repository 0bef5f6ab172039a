package io.jenkins.plugins.mlsteps.jenkins.execution;

import hudson.FilePath;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.spec.GateSpec;
import io.jenkins.plugins.mlsteps.steps.DeployResult;
import io.jenkins.plugins.mlsteps.steps.GateResult;
import io.jenkins.plugins.mlsteps.steps.TrainResult;
import io.jenkins.plugins.mlsteps.steps.TuneResult;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** What the author gets from a step. */
final class Answers {
    private Answers() {}

    static Object of(Object result) {
        if (result instanceof TrainResult train) {
            return new TrainAnswer(train);
        }
        if (result instanceof TuneResult tune) {
            return new TuneAnswer(tune);
        }
        return result instanceof GateResult gate ? new GateAnswer(gate) : new DeployAnswer((DeployResult) result);
    }

    /** The answer of a step that ended unstable, from the record it left; null when it left none. */
    static Object ofRecords(Record spec, StepContext context) throws IOException, InterruptedException {
        if (!(spec instanceof GateSpec gate)) {
            return null;
        }
        String name = gate.name();
        Verdict verdict = new BuildWorkspace(context)
                .act(root -> Json.read(MlDirectory.in(root).verdict(name), Verdict.class));
        return new GateAnswer(
                new GateResult(verdict.gate(), verdict.model(), verdict.digest(), verdict.passed(), verdict.checks()));
    }
}
