/** Bayesian optimization with a Gaussian process. */
package io.jenkins.plugins.mlsteps.tune.sampler.gp;
