package io.jenkins.plugins.mlsteps.cluster;

import java.time.Duration;
import java.util.Optional;

/** One pod on the node, from its start to its removal. */
interface PodLife {
    /** @param name null or empty for the first */
    Optional<? extends ServedContainer> container(String name);

    /** Ends it, as its deletion asks; called again when there is less time. */
    void stop(Duration within);

    /** Ends it and tells nobody, as its node is lost. */
    void vanish();
}
