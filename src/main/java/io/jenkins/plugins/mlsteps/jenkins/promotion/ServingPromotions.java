package io.jenkins.plugins.mlsteps.jenkins.promotion;

import io.jenkins.plugins.mlsteps.deploy.promotion.Stage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The last promotion into each endpoint that succeeded: by the log, which no build writes and which outlives them. */
final class ServingPromotions {
    private final Map<Place, LogEntry> ends = new HashMap<>();

    private record Place(String environment, String endpoint) {}

    /** @param entry later than all that were noted */
    void note(LogEntry entry) {
        if (entry.event() == LogEntry.Event.ENDED && entry.outcome() == Stage.DEPLOYED) {
            ends.put(new Place(entry.environment(), entry.endpoint()), entry);
        }
    }

    List<LogEntry> ends() {
        return List.copyOf(ends.values());
    }
}
