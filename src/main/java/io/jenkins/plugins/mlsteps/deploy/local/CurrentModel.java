package io.jenkins.plugins.mlsteps.deploy.local;

import io.jenkins.plugins.mlsteps.record.Verdict;
import java.io.Serializable;

/**
 * The model an endpoint serves, as something to compare a candidate with.
 *
 * @param baseline reference, digest and metrics
 * @param predictions absolute path of its per-row predictions on the machine that was asked; null when there are none
 */
public record CurrentModel(Verdict.Baseline baseline, String predictions) implements Serializable {}
