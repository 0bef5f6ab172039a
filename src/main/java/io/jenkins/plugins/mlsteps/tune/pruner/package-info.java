/** Pruners: whether a running trial looks so bad that it should stop. */
package io.jenkins.plugins.mlsteps.tune.pruner;
