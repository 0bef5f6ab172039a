package io.jenkins.plugins.mlsteps.host;

import java.time.Instant;
import java.util.Optional;

/** What jobs are called now. */
@FunctionalInterface
public interface JobNames {
    /**
     * The name that a job has now.
     *
     * @param name that it had
     * @param then when it had that name: another job may have it now
     * @return empty when the job was deleted
     */
    Optional<String> now(String name, Instant then);

    /** Of a host whose jobs keep their names. */
    static JobNames lasting() {
        return (name, then) -> Optional.of(name);
    }
}
