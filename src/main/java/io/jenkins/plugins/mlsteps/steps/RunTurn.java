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
 */
record RunTurn(RunState state, List<MetricPoint> points, Optional<BodyRun> body, Duration pause) {
    static RunTurn now(RunState state) {
        return new RunTurn(state, List.of(), Optional.empty(), Duration.ZERO);
    }
}
