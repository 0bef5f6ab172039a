/** What the cluster's words mean to an author, and what to do about it. */
package io.jenkins.plugins.mlsteps.workload.kubernetes.cause;
