/** Searches that Katib runs in a cluster. */
package io.jenkins.plugins.mlsteps.workload.kubeflow;
