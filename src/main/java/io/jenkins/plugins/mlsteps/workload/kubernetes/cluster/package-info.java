/** A Kubernetes API server: how it is reached, and what its refusals mean. */
package io.jenkins.plugins.mlsteps.workload.kubernetes.cluster;
