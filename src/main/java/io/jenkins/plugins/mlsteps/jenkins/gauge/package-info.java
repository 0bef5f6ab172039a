/** Numbers about models for monitoring, where the Metrics plugin is installed. */
package io.jenkins.plugins.mlsteps.jenkins.gauge;
