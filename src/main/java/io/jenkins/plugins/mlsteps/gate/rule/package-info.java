/** Conditions in CEL over a model's metrics, its baseline and its slices. */
package io.jenkins.plugins.mlsteps.gate.rule;
