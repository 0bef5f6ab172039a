package io.jenkins.plugins.mlsteps.host;

import java.io.IOException;
import java.util.Optional;

/** What earlier builds of the same job left behind. */
public interface Builds {
    /**
     * @param which a number, {@code lastCompletedBuild}, {@code lastSuccessfulBuild} (not worse than unstable) or {@code lastStableBuild}
     * @return empty when no earlier build is that
     * @throws IOException when it cannot be told
     */
    Optional<ArchivedBuild> find(String which) throws IOException;

    /** Of a host that keeps nothing of its builds: asking is an error, for it must not be taken for a first build. */
    static Builds unknown() {
        return which -> {
            throw new IOException("this host cannot look up earlier builds");
        };
    }
}
