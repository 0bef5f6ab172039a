/** Runs a parsed Jenkinsfile: stages in order and in parallel, post conditions, resume. */
package io.jenkins.plugins.mlsteps.cli.run;
