/** Workloads as Kubernetes Jobs. */
package io.jenkins.plugins.mlsteps.workload.kubernetes;
