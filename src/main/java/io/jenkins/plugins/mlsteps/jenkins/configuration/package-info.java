/** What an administrator of Jenkins defines: environments and their policies, permissions, the key that signs verdicts. */
package io.jenkins.plugins.mlsteps.jenkins.configuration;
