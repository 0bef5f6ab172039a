package io.jenkins.plugins.mlsteps.serve;

import io.jenkins.plugins.mlsteps.record.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Where a running server is and how to administer it. The file is readable by its owner alone, for it holds the token.
 *
 * @param started when the operating system started the process, which tells it from a later one with the same number
 * @param token of the repository
 */
record ServerState(long pid, Instant started, String name, String revision, int port, String url, String token) {
    ServerState withRevision(String next) {
        return new ServerState(pid, started, name, next, port, url, token);
    }

    void write(Path file) throws IOException {
        Json.write(file, this);
    }
}
