/** The steps a Jenkinsfile may call here, each a record of its parameters; the four ML steps come from {@code spec}. */
package io.jenkins.plugins.mlsteps.cli.step;
