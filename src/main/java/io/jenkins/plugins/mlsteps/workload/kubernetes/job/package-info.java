/** The Job that a workload becomes, and what a profile allows it to be. */
package io.jenkins.plugins.mlsteps.workload.kubernetes.job;
