package io.jenkins.plugins.mlsteps.workload;

import java.io.Serializable;

/**
 * Some output of a workload.
 *
 * @param bytes up to a megabyte; empty when there is nothing new
 * @param next the cursor after it
 */
public record OutputChunk(byte[] bytes, long next) implements Serializable {}
