package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.gate.attestation.Attestation;
import io.jenkins.plugins.mlsteps.gate.attestation.Envelope;
import io.jenkins.plugins.mlsteps.gate.attestation.KeyDirectory;
import io.jenkins.plugins.mlsteps.gate.attestation.SigningKeys;
import io.jenkins.plugins.mlsteps.host.Host;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.spec.GateSpec;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Judges a trained model where its files are, signs and registers the verdict where the key is, writes both under
 * {@code ml/gate/} and tells the build.
 */
public final class GateStep implements StepMachine<GateState, GateResult> {
    private final Host host;
    private final GateSpec spec;
    private final SigningKeys keys;

    public GateStep(Host host, GateSpec spec) {
        this(host, spec, KeyDirectory.standard());
    }

    /** @param keys of the host, which stay with it: the model may be judged on another machine */
    public GateStep(Host host, GateSpec spec, SigningKeys keys) {
        this.host = host;
        this.spec = spec;
        this.keys = keys;
    }

    @Override
    public Class<GateState> stateType() {
        return GateState.class;
    }

    @Override
    public GateState initial() {
        return new GateState(false);
    }

    @Override
    public Turn<GateState, GateResult> advance(GateState state) throws IOException, InterruptedException {
        JudgeModel judging = JudgeModel.of(host, spec);
        Verdict verdict = host.masking().of(judging.vouchedFor(host.workspace().act(judging)), "checks", "comparedWith", "baseline");
        Optional<Envelope> envelope = Attestation.sign(verdict, keys.signing());
        if (envelope.isPresent()) {
            keys.register().add(verdict);
        }
        host.workspace().act(new WriteVerdict(verdict, envelope.orElse(null)));
        tell(verdict);
        if (!verdict.passed() && !"record".equals(spec.onFail())) {
            throw new StepFailure(failure(verdict), "unstable".equals(spec.onFail()));
        }
        return Turn.done(
                new GateState(true),
                new GateResult(spec.name(), spec.model(), verdict.digest(), verdict.passed(), verdict.checks()));
    }

    @Override
    public void abort(GateState state, String why) {
        // Judging happens within one turn: nothing runs outside.
    }

    private void tell(Verdict verdict) {
        for (Verdict.Check check : verdict.checks()) {
            host.log().line((check.passed() ? "✔ " : "✘ ") + check.rule() + " — " + check.reason());
        }
        if (verdict.sliceSearch() != null) {
            host.log().line(verdict.sliceSearch().sentence());
        }
        for (Verdict.WorstSlice slice : verdict.worstSlices()) {
            host.log().line("  worse where " + slice.slice() + " — " + slice.sentence());
        }
        host.log().line("gate '" + verdict.gate() + "' " + (verdict.passed() ? "passed" : "failed") + " for model '"
                + verdict.model() + "' (" + (verdict.digest() == null ? "no digest" : verdict.digest()) + ")");
    }

    private static String failure(Verdict verdict) {
        List<Verdict.Check> failed =
                verdict.checks().stream().filter(check -> !check.passed()).toList();
        String first = failed.isEmpty() ? "it made no check" : failed.get(0).reason();
        return "evaluateGate '" + verdict.gate() + "': model '" + verdict.model() + "' failed " + failed.size() + " of "
                + verdict.checks().size() + " checks; first: " + first + " (see ml/gate/" + verdict.gate()
                + "/verdict.json)";
    }
}
