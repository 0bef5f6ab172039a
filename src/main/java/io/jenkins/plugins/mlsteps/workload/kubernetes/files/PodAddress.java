package io.jenkins.plugins.mlsteps.workload.kubernetes.files;

/** A container of a pod. */
record PodAddress(String name, String container) {}
