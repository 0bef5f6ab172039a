package io.jenkins.plugins.mlsteps.deploy.local;

import java.time.Instant;

/**
 * An endpoint of this machine, to be listed.
 *
 * @param running whether its server process is alive
 * @param pid of the server; null when it does not run
 */
public record LocalEndpoint(
        String environment,
        String name,
        String model,
        String revision,
        String digest,
        boolean running,
        String url,
        Long pid,
        String by,
        Instant since) {}
