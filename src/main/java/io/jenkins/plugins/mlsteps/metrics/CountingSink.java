package io.jenkins.plugins.mlsteps.metrics;

import io.jenkins.plugins.mlsteps.record.MetricPoint;

/** Passes points on and counts them. */
final class CountingSink implements MetricSink {
    private final MetricSink sink;
    private long count;

    CountingSink(MetricSink sink) {
        this.sink = sink;
    }

    @Override
    public void point(MetricPoint point) {
        count++;
        sink.point(point);
    }

    long count() {
        return count;
    }
}
