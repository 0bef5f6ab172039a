/** A Declarative Jenkinsfile, parsed into an immutable model with positions, checked as a whole, compiled with Groovy. */
package io.jenkins.plugins.mlsteps.cli.jenkinsfile;
