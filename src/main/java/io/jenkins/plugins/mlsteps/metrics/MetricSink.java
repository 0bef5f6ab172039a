package io.jenkins.plugins.mlsteps.metrics;

import io.jenkins.plugins.mlsteps.record.MetricPoint;

/** Takes metric points as a reader finds them. */
@FunctionalInterface
public interface MetricSink {
    void point(MetricPoint point);
}
