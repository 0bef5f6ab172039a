/** This machine as a host of the four steps: workspace, build, approvals, and the loop that drives a step. */
package io.jenkins.plugins.mlsteps.cli.local;
