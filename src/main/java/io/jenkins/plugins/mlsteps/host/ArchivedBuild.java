package io.jenkins.plugins.mlsteps.host;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** An earlier build, and the artifacts that it archived. */
public interface ArchivedBuild {
    int number();

    /**
     * @param path of an artifact, relative to the workspace it came from, with '/'
     * @return empty when the build archived no such file
     */
    Optional<InputStream> open(String path) throws IOException;
}
