/** What an administrator wrote into {@code mlsteps.yaml}, and the secrets it points to. */
package io.jenkins.plugins.mlsteps.cli.config;
