package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.host.StepLog;
import io.jenkins.plugins.mlsteps.record.MetricPoint;
import io.jenkins.plugins.mlsteps.spec.Training;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Shows a run's output and progress in the host's log, within measure. */
final class Echo {
    /** A log of more than this is a file, not something people read. */
    private static final long LIMIT = 10L << 20;

    private final StepLog log;
    private final RunPlan plan;
    private long written;

    Echo(StepLog log, RunPlan plan) {
        this.log = log;
        this.plan = plan;
    }

    /** A body's steps write to the log themselves. */
    void output(byte[] bytes, int count) {
        if (!plan.echo() || plan.training().form() == Training.Form.BODY || written > LIMIT || count == 0) {
            return;
        }
        int length = (int) Math.min(count, LIMIT - written + 1);
        log.output(bytes, 0, length);
        written += length;
        if (written > LIMIT) {
            log.line("");
            log.line(plan.label() + ": more than " + (LIMIT >> 20) + " MiB of output; the rest is not shown, metrics are still read");
        }
    }

    void progress(RunState state, List<MetricPoint> points, Duration elapsed) {
        if (!plan.echo() || points.isEmpty()) {
            return;
        }
        MetricPoint latest = points.get(points.size() - 1);
        String step = latest.step() == null ? "" : " step " + latest.step();
        log.progress(plan.label() + step + "  " + Figures.list(state.last()) + "  " + Figures.duration(elapsed));
    }
}
