/** The search space as samplers see it: points with one coordinate for each dimension. */
package io.jenkins.plugins.mlsteps.tune.space;
