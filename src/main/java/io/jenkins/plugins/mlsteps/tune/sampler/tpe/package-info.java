/** Tree-structured Parzen estimators. */
package io.jenkins.plugins.mlsteps.tune.sampler.tpe;
