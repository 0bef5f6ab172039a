/**
 * Samplers: where to look next, given what was found so far. A sampler knows nothing of how trials run.
 *
 * <p>Every sampler is deterministic: the same seed and the same observations give the same points on every machine. Their
 * arithmetic is Java's, which is strict since 17, and their logarithms, exponentials and random numbers are those of
 * Hipparchus, which are written in Java.
 */
package io.jenkins.plugins.mlsteps.tune.sampler;
