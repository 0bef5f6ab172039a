package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.record.MetricPoint;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What one advance of a run did.
 *
 * @param points metrics that came in
 * @param body to be started by the host
 * @param stop identifier of a body to be stopped by the host
 */
record RunTurn(RunState state, List<MetricPoint> points, Optional<BodyRun> body, Optional<String> stop, Duration pause) {
    static RunTurn now(RunState state) {
        return now(state, List.of());
    }

    static RunTurn now(RunState state, List<MetricPoint> points) {
        return later(state, points, Duration.ZERO);
    }

    static RunTurn later(RunState state, List<MetricPoint> points, Duration pause) {
        return new RunTurn(state, points, Optional.empty(), Optional.empty(), pause);
    }

    static RunTurn starting(RunState state, BodyRun body, Duration pause) {
        return new RunTurn(state, List.of(), Optional.of(body), Optional.empty(), pause);
    }

    static RunTurn stopping(RunState state, List<MetricPoint> points, Duration pause) {
        return new RunTurn(state, points, Optional.empty(), Optional.of(state.id()), pause);
    }
}
