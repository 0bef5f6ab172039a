/** Covariance matrix adaptation. */
package io.jenkins.plugins.mlsteps.tune.sampler.cmaes;
