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
import java.util.Optional;

/**
 * What a trial's run found: from its output, its metric files and the built-in trainer; and that it left the model that it should.
 *
 * @param reason why it ended as it did, with the remark; null when there is nothing to say
 * @param remark what is worth a word although it is complete
 */
record TrialFindings(Trial.State state, Map<String, Double> metrics, String reason, Optional<String> remark) {
    private TrialFindings(Trial.State state, Map<String, Double> metrics, String reason) {
        this(state, metrics, reason, Optional.empty());
    }

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
            Optional<String> remark = model(root, plan, ended.run());
            return new TrialFindings(Trial.State.COMPLETE, metrics, reason(ended.run(), remark), remark);
        } catch (IOException e) {
            return new TrialFindings(Trial.State.FAILED, metrics, IoFailure.sentence(e));
        }
    }

    /** That this trial did not write the model which is there, and neither did one beside it: only in a pod has each its own. */
    private static Optional<String> model(Path root, RunPlan plan, RunState run) throws IOException {
        if (plan.training().model() == null) {
            return Optional.empty();
        }
        ModelCollector.require(root, plan.training().model());
        DeclaredModel model = new DeclaredModel(root, plan, run.id());
        return model.isFromPod() || run.attempt() > 1 ? Optional.empty() : model.untouched();
    }

    private static String reason(RunState run, Optional<String> remark) {
        return run.reason() == null ? remark.orElse(null) : run.reason() + remark.map(said -> "; " + said).orElse("");
    }

    private static Map<String, Double> files(Path root, RunPlan plan, RunState run) throws IOException {
        Map<String, Double> last = new LinkedHashMap<>();
        new RunMetrics(root, plan, run.id()).read(point -> last.put(point.name(), point.value()));
        return last;
    }
}
