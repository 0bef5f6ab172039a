package io.jenkins.plugins.mlsteps.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.spec.Binder;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import io.jenkins.plugins.mlsteps.workload.OutputChunk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A body that waits for the node it is to run on. */
class QueuedBodyTest {
    @TempDir
    Path root;

    private final Queue queue = new Queue();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private TuneState state;

    @Test
    void theTimeThatItWaitsCountsNeitherForItsTimeoutNorAsItsOwn() throws Exception {
        state = step().initial();
        while (queue.known.isEmpty()) {
            queue.known.addAll(turn().start().stream().map(BodyRun::id).toList());
        }
        List<String> stopped = turnsAfter(Duration.ofHours(2));
        assertThat(stopped).isEmpty();

        queue.place = now;
        Instant placed = now;
        // Nobody looked for a while.
        stopped.addAll(turnsAfter(Duration.ofMinutes(20)));
        stopped.addAll(turnsAfter(Duration.ofMinutes(9)));
        assertThat(stopped).isEmpty();

        assertThat(turnsAfter(Duration.ofMinutes(2))).containsExactlyElementsOf(queue.known);
        queue.outcome = new Bodies.Outcome("interrupted", true);
        turn();
        Trial ended = Json.parse(Files.readAllLines(root.resolve("ml/tune/bowl/trials.jsonl")).get(1), Trial.class);
        assertThat(ended.state()).isEqualTo(Trial.State.TIMED_OUT);
        assertThat(ended.start()).isEqualTo(placed);
    }

    /** @return which bodies are to be stopped, each once */
    private List<String> turnsAfter(Duration time) throws IOException, InterruptedException {
        now = now.plus(time);
        List<String> stopped = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            turn().stop().stream().filter(id -> !stopped.contains(id)).forEach(stopped::add);
        }
        return stopped;
    }

    private Turn<TuneState, TuneResult> turn() throws IOException, InterruptedException {
        Turn<TuneState, TuneResult> turn = step().advance(state); // each as after a restart
        state = turn.state();
        return turn;
    }

    private TuneStep step() {
        TuneSpec spec = Binder.bind(
                TuneSpec.class,
                Map.of("name", "bowl", "objective", "loss", "direction", "minimize", "trials", 2, "label", "gpu", "timeoutMinutes", 30,
                        "space", List.of(Map.of("type", "uniform", "name", "x", "min", 0, "max", 1))));
        return new TuneStep(new TestHost(root).at(new Hands()), spec, true, queue);
    }

    /** Of one body. */
    private static final class Queue implements Bodies {
        private final List<String> known = new ArrayList<>();
        private Instant place;
        private Outcome outcome;

        @Override
        public boolean isKnown(String id) {
            return known.contains(id);
        }

        @Override
        public boolean isWaiting(String id) {
            return place == null;
        }

        @Override
        public Optional<Instant> placed(String id) {
            return Optional.ofNullable(place);
        }

        @Override
        public Optional<Outcome> outcome(String id) {
            return Optional.ofNullable(outcome);
        }

        @Override
        public OutputChunk output(String id, long cursor) {
            return new OutputChunk(new byte[0], cursor);
        }
    }

    private final class Hands extends Clock {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
