/** What an administrator wrote, read in one way whether it stands in {@code mlsteps.yaml} or in a host's own settings. */
package io.jenkins.plugins.mlsteps.host.configuration;
