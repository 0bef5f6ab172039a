package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.record.MetricPoint;
import io.jenkins.plugins.mlsteps.record.TrainRecord.Status;
import io.jenkins.plugins.mlsteps.record.Trial;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the runs of a study's trials did since the study was last told. */
final class StudyNews implements Serializable {
    private static final long serialVersionUID = 1L;

    private final List<Report> reports = new ArrayList<>();
    private final List<Ended> ended = new ArrayList<>();

    /** An intermediate value of the objective. */
    record Report(int trial, long step, double value) implements Serializable {}

    /** A trial that ended, with what its output said last. */
    record Ended(int trial, RunState run, boolean pruned) implements Serializable {
        Trial.State state() {
            if (pruned) {
                return Trial.State.PRUNED;
            }
            return switch (run.status()) {
                case SUCCEEDED -> Trial.State.COMPLETE;
                case TIMED_OUT -> Trial.State.TIMED_OUT;
                default -> Trial.State.FAILED;
            };
        }

        Map<String, Double> metrics() {
            return run.last() == null ? Map.of() : run.last();
        }
    }

    /** Points without a step cannot be compared with other trials, so they only count at the end. */
    void report(int trial, String objective, List<MetricPoint> points) {
        for (MetricPoint point : points) {
            if (point.step() != null && point.name().equals(objective)) {
                reports.add(new Report(trial, point.step(), point.value()));
            }
        }
    }

    void end(int trial, RunState run, boolean pruned) {
        ended.add(new Ended(trial, run, pruned));
    }

    List<Report> reports() {
        return reports;
    }

    List<Ended> ended() {
        return ended;
    }
}
