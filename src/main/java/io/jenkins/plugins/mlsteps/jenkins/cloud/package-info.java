/** Clusters that administrators configured as clouds of the Kubernetes plugin; nothing of it is used where that is not installed. */
package io.jenkins.plugins.mlsteps.jenkins.cloud;
