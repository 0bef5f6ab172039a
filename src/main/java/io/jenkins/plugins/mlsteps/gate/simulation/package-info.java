/** Releases whose truth is known, to see whether a gate's error rates are those that it states. */
package io.jenkins.plugins.mlsteps.gate.simulation;
