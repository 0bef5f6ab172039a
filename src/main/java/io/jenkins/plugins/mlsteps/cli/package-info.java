/** The command line and the local Jenkinsfile runner. */
package io.jenkins.plugins.mlsteps.cli;
