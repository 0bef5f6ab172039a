package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.record.Verdict;
import java.io.Serializable;
import java.util.List;

/** What {@code evaluateGate} returns. */
public record GateResult(String name, String model, String digest, boolean passed, List<Verdict.Check> checks)
        implements Serializable {}
