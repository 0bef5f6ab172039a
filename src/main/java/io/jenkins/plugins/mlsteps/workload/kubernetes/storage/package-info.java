/** Object storage that files wait in on their way to and from pods. */
package io.jenkins.plugins.mlsteps.workload.kubernetes.storage;
