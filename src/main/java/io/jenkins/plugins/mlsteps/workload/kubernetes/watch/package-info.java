/** What the cluster says of all our Jobs, seen through one watch. */
package io.jenkins.plugins.mlsteps.workload.kubernetes.watch;
