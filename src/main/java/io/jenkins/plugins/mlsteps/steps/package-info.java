/** The four steps, host-neutral: resumable state machines that a host drives. */
package io.jenkins.plugins.mlsteps.steps;
