package io.jenkins.plugins.mlsteps.gate;

import io.jenkins.plugins.mlsteps.gate.rule.Rule;
import io.jenkins.plugins.mlsteps.gate.rule.Vocabulary;
import io.jenkins.plugins.mlsteps.gate.slice.Fairness;
import io.jenkins.plugins.mlsteps.gate.slice.WorstSlices;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.spec.GateSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Judges a model. The verdict passes only if every check passed and there was at least one: whatever is missing,
 * unreadable, undefined or not finite is a failed check with its own reason.
 */
public final class Gate {
    private final GateSpec spec;
    private final Evidence evidence;
    private final Sample candidate;
    private final Sample baseline;
    private final Map<String, Double> metrics;
    private final FirstModel firstModel;
    private final List<Verdict.Check> checks = new ArrayList<>();

    private Gate(GateSpec spec, Evidence evidence) {
        this.spec = spec;
        this.evidence = evidence;
        this.candidate = Sample.readWithOthers("predictions", evidence.predictions(), spec);
        this.baseline = known() == null
                ? Sample.none()
                : Sample.read("baseline predictions", known().predictions(), spec);
        this.metrics = candidate.over(evidence.metrics());
        if (candidate.isPresent()) {
            metrics.putAll(Fairness.of(candidate.predictions(), candidate.measures(), spec.sliceMinRows()));
        }
        this.firstModel = new FirstModel(spec.firstModel(), evidence.baseline());
    }

    public static Verdict judge(GateSpec spec, Evidence evidence) {
        return new Gate(spec, evidence).verdict();
    }

    private Verdict verdict() {
        checks.addAll(evidence.findings());
        checks.addAll(candidate.findings());
        checks.addAll(baseline.findings());
        requirements();
        rules();
        checks.addAll(new SliceChecks(spec, candidate, baseline, firstModel, metrics).checks());
        tests();
        Evidence.Provenance provenance = evidence.provenance();
        return new Verdict(
                spec.name(),
                spec.model(),
                evidence.digest(),
                Verdict.passes(checks),
                checks,
                metrics,
                null, // what is defined outside of the workspace the host alone knows
                recorded(),
                slices(),
                candidate.isPresent()
                        ? WorstSlices.of(candidate.predictions(), spec.sliceMinRows()).orElse(null)
                        : null,
                evidence.inputs(),
                provenance.source(),
                provenance.builder(),
                provenance.job(),
                provenance.replayed() ? true : null,
                provenance.tool(),
                provenance.time());
    }

    private void requirements() {
        if (evidence.digest() == null) {
            checks.add(failed("model", "the model '" + spec.model() + "' has no digest, so no verdict can name it"));
        }
        if (spec.minSamples() > 1) {
            checks.add(minSamples());
        }
    }

    private Verdict.Check minSamples() {
        String rule = "minSamples: " + spec.minSamples();
        if (!candidate.isPresent()) {
            return failed(rule, "there are no usable predictions to count the rows of");
        }
        int rows = candidate.predictions().rows();
        boolean passed = rows >= spec.minSamples();
        String observed = "rows = " + rows;
        String required = ">= " + spec.minSamples();
        return new Verdict.Check(
                rule, passed, observed, required, observed + (passed ? " meets " : " does not meet ") + required, null);
    }

    private void rules() {
        Vocabulary vocabulary =
                new Vocabulary(metrics, baselineMetrics(), candidate.judged(spec.sliceMinRows()), metrics);
        for (String rule : spec.rules()) {
            checks.add(candidate.excusing(firstModel.judge(new Rule(rule), vocabulary)));
        }
    }

    private void tests() {
        HypothesisChecks tests = new HypothesisChecks(spec.tests(), candidate, baseline, firstModel);
        if (tests.areNeeded()) {
            checks.addAll(tests.checks());
        }
    }

    private Map<String, Double> baselineMetrics() {
        return known() == null ? Map.of() : baseline.over(known().metrics());
    }

    private Comparison.Known known() {
        return evidence.baseline() instanceof Comparison.Known known ? known : null;
    }

    private Verdict.Baseline recorded() {
        return known() == null
                ? null
                : new Verdict.Baseline(known().reference(), known().digest(), baselineMetrics(), spec.baselinePredictions());
    }

    private List<Verdict.Slice> slices() {
        return candidate.measures().slices().entrySet().stream()
                .map(slice -> new Verdict.Slice(
                        slice.getKey(),
                        candidate.rows(slice.getKey()),
                        slice.getValue(),
                        candidate.pooled().get(slice.getKey())))
                .toList();
    }

    static Verdict.Check failed(String what, String reason) {
        return new Verdict.Check(what, false, null, null, reason, null);
    }
}
