package io.jenkins.plugins.mlsteps.steps;

import java.io.Serializable;

/** What {@code deployEndpoint} returns. */
public record DeployResult(String name, String environment, String url, String revision, String digest)
        implements Serializable {}
