/** Drives the host-neutral steps on a build: saves their state, runs the author's bodies, waits without a thread. */
package io.jenkins.plugins.mlsteps.jenkins.execution;
