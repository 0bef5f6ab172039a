package io.jenkins.plugins.mlsteps.jenkins.promotion;

import hudson.model.InvisibleAction;
import hudson.model.Run;
import io.jenkins.plugins.mlsteps.record.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the promotions of a build ended, kept with the build: its page says in red for ever that a policy was set aside. */
public final class EndedPromotions extends InvisibleAction {
    /** As the log keeps them: XStream cannot restore records. */
    private final List<String> lines = new ArrayList<>();

    static synchronized EndedPromotions of(Run<?, ?> run) {
        EndedPromotions ended = run.getAction(EndedPromotions.class);
        if (ended == null) {
            ended = new EndedPromotions();
            run.addAction(ended);
        }
        return ended;
    }

    synchronized void add(Run<?, ?> run, LogEntry end) throws IOException {
        for (LogEntry told : entries()) {
            if (told.isSame(end)) {
                return;
            }
        }
        lines.add(Json.line(end));
        run.save();
    }

    /** Id of the promotion by which a build put the model with a digest behind an endpoint; the last one when several did. */
    public static Optional<String> shipping(
            Run<?, ?> run, String environment, String endpoint, String model, String digest) throws IOException {
        EndedPromotions ended = run.getAction(EndedPromotions.class);
        return ended == null
                ? Optional.empty()
                : ended.entries().stream()
                        .filter(entry -> entry.tellsThatServes(environment, endpoint, model, digest))
                        .map(LogEntry::promotion)
                        .reduce((earlier, later) -> later);
    }

    synchronized List<LogEntry> entries() throws IOException {
        List<LogEntry> entries = new ArrayList<>();
        for (String line : lines) {
            entries.add(Json.parse(line, LogEntry.class));
        }
        return entries;
    }
}
