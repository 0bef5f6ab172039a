/** Samplers, pruners and the study: ask, run, tell. */
package io.jenkins.plugins.mlsteps.tune;
