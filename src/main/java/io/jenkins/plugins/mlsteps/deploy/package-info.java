/** Environments and their policy, strategies and targets. */
package io.jenkins.plugins.mlsteps.deploy;
