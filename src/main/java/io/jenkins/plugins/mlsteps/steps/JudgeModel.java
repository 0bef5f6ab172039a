package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.gate.Comparison;
import io.jenkins.plugins.mlsteps.gate.Evidence;
import io.jenkins.plugins.mlsteps.gate.Gate;
import io.jenkins.plugins.mlsteps.host.Build;
import io.jenkins.plugins.mlsteps.host.Host;
import io.jenkins.plugins.mlsteps.host.OwnJava;
import io.jenkins.plugins.mlsteps.host.Workspace;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.spec.GateSpec;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.administration.Price;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Collects what there is about a trained model in the workspace and judges it there: predictions may be large.
 *
 * @param java measures the latency; null unless a rule asks for it
 * @param source of the baseline
 * @param comparedWith what the baseline is outside of the workspace; null for none and for a file
 * @param prices of compute profiles
 */
record JudgeModel(
        GateSpec spec,
        Evidence.Provenance provenance,
        OwnJava java,
        BaselineSource source,
        String comparedWith,
        Map<String, Price> prices)
        implements Workspace.Task<Verdict> {
    static JudgeModel of(Host host, GateSpec spec) throws IOException, InterruptedException {
        // The time first: a name that was given up before it may be another job's.
        Instant now = host.clock().instant();
        Build build = host.build();
        Evidence.Provenance provenance = new Evidence.Provenance(
                build.source(), build.builder(), build.job(), build.replayed(), ToolVersion.current(), now);
        boolean timed = Latency.isNamed(spec.rules()) || Latency.isNamed(spec.sliceRules());
        OwnJava java = timed ? host.servingJava() : null;
        return new JudgeModel(
                spec,
                provenance,
                java,
                Baselines.of(host, spec),
                Baselines.outsideTheWorkspace(host, spec),
                host.administration().prices());
    }

    @Override
    public Verdict on(Path root) throws IOException, InterruptedException {
        TrainedModel candidate = TrainedModel.read(root, spec, java, prices);
        Comparison baseline = baseline(root);
        Map<String, String> inputs = new HashMap<>(candidate.inputs());
        if (baseline instanceof Comparison.Known known && known.predictions() != null) {
            InputDigest.of(known.predictions()).ifPresent(digest -> inputs.put("baseline predictions", digest));
        }
        return Gate.judge(
                spec,
                new Evidence(
                        candidate.digest(),
                        candidate.metrics(),
                        candidate.predictions(),
                        baseline,
                        inputs,
                        candidate.findings(),
                        provenance));
    }

    /** What was told, in the name of this build: only measurements are taken from the machine that judged. */
    Verdict vouchedFor(Verdict told) {
        return new Verdict(
                spec.name(),
                spec.model(),
                told.digest(),
                Verdict.passes(told.checks()),
                told.checks(),
                told.metrics(),
                comparedWith,
                told.baseline(),
                told.slices(),
                told.sliceSearch(),
                told.inputs(),
                provenance.source(),
                provenance.builder(),
                provenance.job(),
                provenance.replayed() ? true : null,
                provenance.tool(),
                provenance.time());
    }

    private Comparison baseline(Path root) throws InterruptedException {
        try {
            return source.find(root);
        } catch (IOException | SpecException e) {
            return new Comparison.Unusable(spec.baseline(), e.getMessage());
        }
    }
}
