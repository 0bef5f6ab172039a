/** A genetic algorithm for several objectives. */
package io.jenkins.plugins.mlsteps.tune.sampler.nsga2;
