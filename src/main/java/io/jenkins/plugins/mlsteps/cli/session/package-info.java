/** What surrounds a step of a Jenkinsfile while it runs: directory, environment, log, result, processes. */
package io.jenkins.plugins.mlsteps.cli.session;
