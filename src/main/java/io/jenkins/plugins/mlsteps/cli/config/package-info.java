/** The secrets that {@code mlsteps.yaml} points to. */
package io.jenkins.plugins.mlsteps.cli.config;
