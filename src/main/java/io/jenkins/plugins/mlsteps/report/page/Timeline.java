package io.jenkins.plugins.mlsteps.report.page;

import io.jenkins.plugins.mlsteps.record.BuildRecord;
import io.jenkins.plugins.mlsteps.report.wording.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Stages and steps on one time axis.
 *
 * @param ticks labels at equal distances from the start to the end
 * @param leftOut how many rows there are beyond those shown, in words; null when none
 */
public record Timeline(List<Row> rows, List<String> ticks, String leftOut) {
    private static final int MAX_ROWS = 300;
    private static final int INTERVALS = 4;

    /**
     * @param indent nesting, 0 to 6
     * @param bar CSS that places the bar; empty when the times are unknown
     * @param anchor section that shows the step's record; null when there is none
     */
    public record Row(
            String name, String kind, int indent, Mark mark, String bar, String duration, String error, String anchor) {}

    static Timeline of(BuildRecord build) {
        List<BuildRecord.Node> nodes = build.nodes().stream().filter(Objects::nonNull).toList();
        Instant start = earliest(build, nodes);
        Instant end = latest(build, nodes);
        int leftOut = nodes.size() - MAX_ROWS;
        return new Timeline(
                nodes.stream().limit(MAX_ROWS).map(node -> row(node, start, end)).toList(),
                ticks(start, end),
                leftOut > 0 ? Wording.count(leftOut, "more row") + " in build.json" : null);
    }

    private static Row row(BuildRecord.Node node, Instant start, Instant end) {
        boolean stage = "stage".equals(node.kind());
        return new Row(
                node.name() == null ? Wording.NONE : node.name(),
                stage ? "stage" : "step",
                Math.max(0, Math.min(6, node.depth() + (stage ? 0 : 1))),
                Mark.ofResult(node.result()),
                bar(node, start, end),
                Wording.duration(node.start(), node.end()),
                node.error(),
                Anchor.ofRecord(node.record()));
    }

    private static String bar(BuildRecord.Node node, Instant start, Instant end) {
        if (node.start() == null || start == null || !end.isAfter(start)) {
            return "";
        }
        Instant until = node.end() == null ? end : node.end();
        double whole = millis(start, end);
        double at = Math.max(0, Math.min(99.5, 100 * millis(start, node.start()) / whole));
        double share = Math.max(0.5, Math.min(100 - at, 100 * millis(node.start(), until) / whole));
        return String.format(Locale.ROOT, "--at:%.2f%%;--for:%.2f%%", at, share);
    }

    private static List<String> ticks(Instant start, Instant end) {
        if (start == null || !end.isAfter(start)) {
            return List.of();
        }
        long whole = (long) millis(start, end);
        return IntStream.rangeClosed(0, INTERVALS)
                .mapToObj(i -> i == 0 ? "0" : Wording.duration(Duration.ofMillis(whole * i / INTERVALS)))
                .toList();
    }

    private static Instant earliest(BuildRecord build, List<BuildRecord.Node> nodes) {
        return Stream.concat(Stream.of(build.start() == null ? Instant.MAX : build.start()), nodes.stream()
                        .map(BuildRecord.Node::start)
                        .filter(Objects::nonNull))
                .min(Instant::compareTo)
                .filter(time -> !time.equals(Instant.MAX))
                .orElse(null);
    }

    private static Instant latest(BuildRecord build, List<BuildRecord.Node> nodes) {
        return Stream.of(
                        Stream.ofNullable(build.end()),
                        nodes.stream().map(BuildRecord.Node::end),
                        nodes.stream().map(BuildRecord.Node::start))
                .flatMap(times -> times)
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
    }

    private static double millis(Instant from, Instant to) {
        return Duration.between(from, to).toMillis();
    }
}
