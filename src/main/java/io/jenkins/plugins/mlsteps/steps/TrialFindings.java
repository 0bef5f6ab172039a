package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.model.ModelCollector;
import io.jenkins.plugins.mlsteps.record.IoFailure;
import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.spec.Training;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a trial's run found: from its output, its metric files and the built-in trainer; and that it left the model that it should. */
record TrialFindings(Trial.State state, Map<String, Double> metrics, String reason) {

    static TrialFindings collect(Path root, TuneSpec spec, String study, StudyNews.Ended ended) throws IOException {
        Map<String, Double> metrics = new LinkedHashMap<>(ended.metrics());
        if (ended.state() != Trial.State.COMPLETE) {
            return new TrialFindings(ended.state(), metrics, ended.run().reason());
        }
        RunPlan plan = TrialRun.plan(spec, study, ended.trial(), Map.of());
        try {
            metrics.putAll(files(root, plan, ended.run()));
            if (spec.training().form() == Training.Form.NO_CODE) {
                metrics.putAll(NoCode.result(root, plan.scratch(ended.run().id())).metrics());
            }
            if (spec.training().model() != null) {
                ModelCollector.require(root, spec.training().model());
            }
        } catch (IOException e) {
            return new TrialFindings(Trial.State.FAILED, metrics, IoFailure.sentence(e));
        }
        return new TrialFindings(Trial.State.COMPLETE, metrics, ended.run().reason());
    }

    private static Map<String, Double> files(Path root, RunPlan plan, RunState run) throws IOException {
        Map<String, Double> last = new LinkedHashMap<>();
        new RunMetrics(root, plan, run.id()).read(point -> last.put(point.name(), point.value()));
        return last;
    }
}
