/** Workloads as processes on the machine that owns the workspace. */
package io.jenkins.plugins.mlsteps.workload.local;
