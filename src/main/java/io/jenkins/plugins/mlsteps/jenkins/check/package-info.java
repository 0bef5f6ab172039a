/** Verdicts as checks on a commit, where the Checks API plugin is installed. */
package io.jenkins.plugins.mlsteps.jenkins.check;
