/** A command somewhere: submitted once, watched, stopped. */
package io.jenkins.plugins.mlsteps.workload;
