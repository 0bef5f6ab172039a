/** What is said of parts of the predictions: estimates that small slices do not mislead, fairness, and the slices that are worst. */
package io.jenkins.plugins.mlsteps.gate.slice;
