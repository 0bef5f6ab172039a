package io.jenkins.plugins.mlsteps.jenkins.page;

import io.jenkins.plugins.mlsteps.jenkins.record.BuildSummary;
import io.jenkins.plugins.mlsteps.jenkins.record.BuildSummary.Outcome;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.report.chart.Table;
import io.jenkins.plugins.mlsteps.report.page.FigureView;
import io.jenkins.plugins.mlsteps.report.wording.Wording;
import io.jenkins.plugins.mlsteps.spec.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Metrics and gate results over the builds of a job.
 *
 * @param choices metrics that can be shown, and which are
 * @param figures one for each metric that is shown, and one for the gates
 * @param notices of what was asked for and is not shown
 */
public record Trend(List<Choice> choices, List<Drawn> figures, List<String> notices) {
    /** Builds a chart goes back. */
    private static final int BUILDS = 1000;
    /** Charts of metrics on one page. */
    private static final int METRICS = 8;
    /** Rows of the table below a chart. */
    private static final int TABLE_ROWS = 50;

    /** A metric, and whether it is shown. */
    public record Choice(String metric, boolean shown) {}

    /** A figure and the data its script draws. */
    public record Drawn(FigureView figure, String data) {}

    /** What the script reads: pairs of a build's number and a value. */
    private record MetricData(String kind, String metric, List<double[]> points) {}

    /** What the script reads: of each gate the numbers of the builds that it let pass, that it did not, and whose verdict is not vouched for. */
    private record GateData(String kind, List<GateLine> gates, int first, int last) {}

    private record GateLine(String name, List<Integer> passed, List<Integer> failed, List<Integer> unsigned) {
        GateLine(String name) {
            this(name, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        List<Integer> of(Outcome outcome) {
            return switch (outcome) {
                case PASSED -> passed;
                case FAILED -> failed;
                case UNSIGNED -> unsigned;
            };
        }

        String inWords() {
            int builds = passed.size() + failed.size() + unsigned.size();
            return name + " passed " + passed.size() + " of " + Wording.count(builds, "build")
                    + (unsigned.isEmpty() ? "" : ", " + unsigned.size() + " not signed by this Jenkins");
        }
    }

    /**
     * @param summaries the latest first
     * @param chosen metrics to show; the headlines when empty
     */
    static Trend of(List<BuildSummary> summaries, Set<String> chosen) {
        List<BuildSummary> builds = new ArrayList<>(summaries.subList(0, Math.min(BUILDS, summaries.size())));
        Collections.reverse(builds);
        Set<String> all = new TreeSet<>();
        Set<String> headlines = new LinkedHashSet<>();
        builds.forEach(build -> {
            all.addAll(build.metrics().keySet());
            headlines.addAll(build.headlines());
        });
        Set<String> shown = new LinkedHashSet<>(chosen.isEmpty() ? headlines : chosen);
        shown.retainAll(all);
        List<String> drawn = shown.stream().limit(METRICS).toList();

        List<Drawn> figures = new ArrayList<>();
        if (builds.stream().anyMatch(build -> !build.gates().isEmpty())) {
            figures.add(gates(builds));
        }
        for (String metric : drawn) {
            figures.add(metric(metric, builds, figures.size()));
        }
        return new Trend(
                all.stream().map(metric -> new Choice(metric, drawn.contains(metric))).toList(),
                figures,
                chosen.isEmpty() ? List.of() : notices(chosen, all, shown.size()));
    }

    private static List<String> notices(Set<String> chosen, Set<String> all, int known) {
        List<String> notices = new ArrayList<>();
        chosen.stream()
                .filter(metric -> !all.contains(metric))
                .forEach(metric -> notices.add("No build has the metric '" + metric + "'" + NearestName.hint(metric, all)));
        if (known > METRICS) {
            notices.add("Shown are the first " + METRICS + " of " + known + " metrics.");
        }
        return notices;
    }

    private static Drawn metric(String metric, List<BuildSummary> builds, int place) {
        List<BuildSummary> measured =
                builds.stream().filter(build -> build.metrics().get(metric) != null).toList();
        List<double[]> points = measured.stream()
                .map(build -> new double[] {build.number(), build.metrics().get(metric)})
                .toList();
        BuildSummary last = measured.get(measured.size() - 1);
        double low = points.stream().mapToDouble(point -> point[1]).min().getAsDouble();
        double high = points.stream().mapToDouble(point -> point[1]).max().getAsDouble();
        String caption = Wording.number(last.metrics().get(metric)) + " in build " + last.number() + ", between "
                + Wording.number(low) + " and " + Wording.number(high) + " in "
                + Wording.count(measured.size(), "build") + ".";
        List<List<String>> rows = latest(measured).stream()
                .map(build -> List.of("#" + build.number(), Wording.number(build.metrics().get(metric))))
                .toList();
        return new Drawn(
                new FigureView("ml-trend-" + place, metric, caption, "medium", new Table(List.of("Build", metric), rows)),
                Json.line(new MetricData("trend", metric, points)));
    }

    private static Drawn gates(List<BuildSummary> builds) {
        Map<String, GateLine> lines = new LinkedHashMap<>();
        for (BuildSummary build : builds) {
            build.outcomes().forEach((gate, outcome) ->
                    lines.computeIfAbsent(gate, GateLine::new).of(outcome).add(build.number()));
        }
        List<String> words = lines.values().stream()
                .map(GateLine::inWords)
                .toList();
        List<BuildSummary> judged =
                builds.stream().filter(build -> !build.gates().isEmpty()).toList();
        return new Drawn(
                new FigureView(
                        "ml-trend-gates",
                        "Gates",
                        String.join("; ", words) + ".",
                        "wide",
                        gateTable(lines.keySet(), latest(judged))),
                Json.line(new GateData(
                        "gates",
                        List.copyOf(lines.values()),
                        builds.get(0).number(),
                        builds.get(builds.size() - 1).number())));
    }

    private static Table gateTable(Collection<String> gates, List<BuildSummary> builds) {
        List<String> head = new ArrayList<>(List.of("Build"));
        head.addAll(gates);
        List<List<String>> rows = new ArrayList<>();
        for (BuildSummary build : builds) {
            List<String> row = new ArrayList<>(List.of("#" + build.number()));
            gates.forEach(gate -> row.add(word(build.outcomes().get(gate))));
            rows.add(row);
        }
        return new Table(head, rows);
    }

    private static String word(Outcome outcome) {
        return outcome == null ? Wording.NONE : OutcomeMark.of(outcome).word();
    }

    /** The last rows, the latest first. */
    private static List<BuildSummary> latest(List<BuildSummary> builds) {
        List<BuildSummary> latest =
                new ArrayList<>(builds.subList(Math.max(0, builds.size() - TABLE_ROWS), builds.size()));
        Collections.reverse(latest);
        return latest;
    }
}
