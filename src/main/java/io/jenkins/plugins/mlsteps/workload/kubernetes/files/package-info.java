/** A workspace's files on their way into a pod and back, and what a command prints. */
package io.jenkins.plugins.mlsteps.workload.kubernetes.files;
