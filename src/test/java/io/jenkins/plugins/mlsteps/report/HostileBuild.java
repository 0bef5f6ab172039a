package io.jenkins.plugins.mlsteps.report;

import io.jenkins.plugins.mlsteps.record.BuildRecord;
import io.jenkins.plugins.mlsteps.record.Deployment;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MetricPoint;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.TrainRecord;
import io.jenkins.plugins.mlsteps.record.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Records in which every text an attacker can choose tries to become a script. */
public final class HostileBuild {
    public static final String ATTACK = "</script><script>window.hacked=1</script><img src=x onerror='window.hacked=1'>\"`{{page}}${1}";
    private static final Instant START = Instant.parse("2025-03-14T09:26:53Z");

    private HostileBuild() {}

    public static void write(Path ml) throws IOException {
        MlDirectory directory = new MlDirectory(ml);
        Json.write(
                directory.build(),
                new BuildRecord(
                        ATTACK,
                        1,
                        ATTACK,
                        START,
                        START.plusSeconds(9),
                        null,
                        List.of(new BuildRecord.Node(
                                "stage", ATTACK, 0, ATTACK, START, START.plusSeconds(3), "train/" + ATTACK, ATTACK))));
        train(directory);
        study(directory);
        Json.write(
                directory.verdict("g"),
                new Verdict(
                        ATTACK,
                        ATTACK,
                        ATTACK,
                        true,
                        List.of(new Verdict.Check(ATTACK, true, ATTACK, ATTACK, ATTACK, null)),
                        Map.of(ATTACK, 1.0),
                        ATTACK,
                        new Verdict.Baseline(ATTACK, ATTACK, Map.of()),
                        List.of(new Verdict.Slice(ATTACK, 1, Map.of(ATTACK, 1.0), Map.of(ATTACK, 1.0))),
                        new Verdict.SliceSearch(
                                List.of(ATTACK), 1, List.of(new Verdict.WorstSlice(ATTACK, 1, ATTACK, 0.5, 0.9, 0.01))),
                        Map.of(),
                        null,
                        ATTACK,
                        ATTACK,
                        true,
                        ATTACK,
                        START));
        Json.write(
                directory.deployment("e", "n"),
                new Deployment(
                        ATTACK,
                        ATTACK,
                        ATTACK,
                        ATTACK,
                        ATTACK,
                        ATTACK,
                        ATTACK,
                        Deployment.Status.DEPLOYED,
                        ATTACK,
                        "javascript:window.hacked=1//" + ATTACK,
                        ATTACK,
                        ATTACK,
                        ATTACK,
                        List.of(ATTACK),
                        new Deployment.Transition(START, ATTACK, ATTACK, ATTACK),
                        List.of(new Deployment.Transition(START, ATTACK, ATTACK, ATTACK)),
                        START));
    }

    private static void train(MlDirectory directory) throws IOException {
        Json.write(
                directory.trainRecord("m"),
                new TrainRecord(
                        ATTACK,
                        TrainRecord.Status.FAILED,
                        ATTACK,
                        null,
                        Map.of(ATTACK, ATTACK),
                        START,
                        START.plusSeconds(1),
                        1,
                        ATTACK,
                        Map.of(ATTACK, 1.0),
                        ATTACK,
                        new TrainRecord.Dataset(
                                ATTACK,
                                ATTACK,
                                1,
                                1L,
                                List.of(new TrainRecord.Column(ATTACK, ATTACK, ATTACK, 0, 1))),
                        null,
                        ATTACK,
                        List.of(new TrainRecord.Candidate(ATTACK, Map.of(ATTACK, ATTACK), ATTACK, 1, 0.1, 1)),
                        ATTACK,
                        1));
        Files.writeString(
                directory.metrics("m"),
                IntStream.range(0, 9)
                        .mapToObj(step -> Json.line(new MetricPoint(START, (long) step, ATTACK, step)))
                        .collect(Collectors.joining("\n")));
    }

    private static void study(MlDirectory directory) throws IOException {
        Path study = directory.tune("s");
        Json.write(
                study.resolve("study.json"),
                Map.of(
                        "spec",
                        Map.of("objective", ATTACK, "direction", "maximize", "algorithm", ATTACK, "pruner", ATTACK),
                        "importance",
                        Map.of(ATTACK, 1.0),
                        "stopped",
                        ATTACK));
        Files.writeString(
                study.resolve("trials.jsonl"),
                IntStream.range(0, 9)
                        .mapToObj(number -> Json.line(Map.of(
                                "number", number, "state", "COMPLETE", "value", number, "params", Map.of(ATTACK, ATTACK + number))))
                        .collect(Collectors.joining("\n")));
    }
}
