package io.jenkins.plugins.mlsteps.report;

import io.jenkins.plugins.mlsteps.record.BuildRecord;
import io.jenkins.plugins.mlsteps.record.BuildRecord.Node;
import io.jenkins.plugins.mlsteps.record.Deployment;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MetricPoint;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.ModelCard;
import io.jenkins.plugins.mlsteps.record.SourceRevision;
import io.jenkins.plugins.mlsteps.record.TrainRecord;
import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.record.Verdict;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A build with every kind of record, written as the steps write them. */
public record SampleBuild(Path ml) {
    public static final Instant START = Instant.parse("2025-03-14T09:26:53Z");
    public static final String DIGEST = "sha256:3f1c9a70e2b84d5566778899aabbccddeeff00112233445566778899aabbccdd";
    public static final String DATA_DIGEST = "sha256:d606af411f3e5be8a317a5a8b652b425aaf0ff38ca683d5327ffff94c3695f4a";
    public static final String URL = "http://127.0.0.1:8501/v2/models/tumour";

    public static SampleBuild full(Path ml) throws IOException {
        SampleBuild sample = new SampleBuild(ml);
        sample.timeline();
        sample.training("tumour");
        sample.curves("tumour", 60);
        sample.study("tumour", 60, false);
        sample.gate(true);
        sample.deployment("staging", Deployment.Status.DEPLOYED, URL);
        return sample;
    }

    public void timeline() throws IOException {
        List<Node> nodes = List.of(
                node("stage", "Prepare", 0, "SUCCESS", 0, 6, null, null),
                node("step", "sh", 0, "SUCCESS", 1, 5, null, null),
                node("stage", "Tune", 0, "SUCCESS", 6, 71, null, null),
                node("step", "tuneHyperparams", 0, "SUCCESS", 6, 71, "tune/tumour/study.json", null),
                node("stage", "Train", 0, "SUCCESS", 71, 104, null, null),
                node("step", "trainModel", 0, "SUCCESS", 71, 104, "train/tumour/record.json", null),
                node("stage", "Judge", 0, "UNSTABLE", 104, 108, null, null),
                node("step", "evaluateGate", 0, "SUCCESS", 104, 107, "gate/quality/verdict.json", null),
                node("step", "catchError", 0, "UNSTABLE", 107, 108, null, "the optional drift check has no reference data"),
                node("stage", "Deploy", 0, "SUCCESS", 108, 121, null, null),
                node("step", "deployEndpoint", 0, "SUCCESS", 108, 121, "deploy/staging/tumour/deployment.json", null));
        Json.write(
                new MlDirectory(ml).build(),
                new BuildRecord(
                        "tumour-classifier",
                        42,
                        "SUCCESS",
                        START,
                        START.plusSeconds(122),
                        new SourceRevision(
                                "https://example.org/tumour.git",
                                "main",
                                "9fceb02d0ae598e95dc970b74767f19372d61af8",
                                false),
                        nodes));
    }

    private static Node node(
            String kind, String name, int depth, String result, long from, long to, String record, String error) {
        return new Node(kind, name, depth, result, START.plusSeconds(from), START.plusSeconds(to), record, error);
    }

    public void training(String name) throws IOException {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("accuracy", 0.9736842);
        metrics.put("auc", 0.99737);
        metrics.put("f1", 0.9647);
        metrics.put("log_loss", 0.0741);
        metrics.put("precision", 0.9762);
        metrics.put("recall", 0.9535);
        List<TrainRecord.Column> columns = List.of(
                new TrainRecord.Column("mean radius", "number", "feature", 0, 456),
                new TrainRecord.Column("mean texture", "number", "feature", 3, 479),
                new TrainRecord.Column("clinic", "category", "feature", 0, 4),
                new TrainRecord.Column("patient", "text", "ignored", 0, 569),
                new TrainRecord.Column("diagnosis", "category", "target", 0, 2));
        List<TrainRecord.Candidate> leaderboard = List.of(
                candidate("gradientBoosting", Map.of("trees", 180, "depth", 4, "rate", 0.12), 0.9955, 0.0031, 8.2),
                candidate("linear", Map.of("l2", 0.0031), 0.9941, 0.0046, 1.1),
                candidate("randomForest", Map.of("trees", 300, "minLeaf", 2), 0.9912, 0.0058, 6.4),
                candidate("gradientBoosting", Map.of("trees", 60, "depth", 2, "rate", 0.31), 0.9887, 0.0049, 2.9));
        MlDirectory directory = new MlDirectory(ml);
        Json.write(
                directory.trainRecord(name),
                new TrainRecord(
                        name,
                        TrainRecord.Status.SUCCEEDED,
                        "no code",
                        null,
                        Map.of("runner", "local"),
                        START.plusSeconds(71),
                        START.plusSeconds(104),
                        0,
                        null,
                        metrics,
                        DIGEST,
                        new TrainRecord.Dataset("data/tumour.csv", DATA_DIGEST, 119_000, 569L, columns),
                        SourceRevision.unknown(),
                        "linux-amd64",
                        leaderboard,
                        null,
                        1));
        Json.write(
                directory.modelCard(name),
                new ModelCard(
                        name,
                        DIGEST,
                        "onnx",
                        "classification",
                        184_320,
                        List.of(),
                        new ModelCard.Signature(
                                List.of(new ModelCard.Field("mean radius", "number", "x", 0, 14.2, List.of())), List.of()),
                        List.of("benign", "malignant"),
                        START));
    }

    private static TrainRecord.Candidate candidate(
            String family, Map<String, Object> params, double score, double spread, double seconds) {
        return new TrainRecord.Candidate(family, params, "auc", score, spread, seconds);
    }

    public void curves(String name, int epochs) throws IOException {
        Path file = new MlDirectory(ml).metrics(name);
        Files.createDirectories(file.getParent());
        Random random = new Random(3);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int epoch = 1; epoch <= epochs; epoch++) {
                double progress = Math.exp(-5.0 * epoch / epochs);
                point(out, epoch, "train_loss", 0.05 + 0.62 * progress + noise(random, 0.006));
                point(out, epoch, "val_loss", 0.09 + 0.58 * progress + 0.03 * epoch / epochs + noise(random, 0.012));
                point(out, epoch, "val_auc", 0.996 - 0.21 * progress + noise(random, 0.002));
                point(out, epoch, "learning_rate", 0.01 * Math.pow(0.5, epoch * 6 / epochs));
            }
        }
    }

    private static double noise(Random random, double size) {
        return random.nextGaussian() * size;
    }

    private static void point(BufferedWriter out, long step, String name, double value) throws IOException {
        out.write(Json.line(new MetricPoint(START.plusSeconds(step), step, name, value)));
        out.newLine();
    }

    public void study(String name, int trials, boolean twoObjectives) throws IOException {
        Path directory = new MlDirectory(ml).tune(name);
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("name", name);
        spec.put("objective", "val_auc");
        spec.put("direction", "maximize");
        spec.put("objectives", twoObjectives ? List.of("val_auc", "latency_ms") : List.of("val_auc"));
        spec.put("directions", twoObjectives ? List.of("maximize", "minimize") : List.of("maximize"));
        spec.put("algorithm", "tpe");
        spec.put("pruner", "median");
        spec.put("trials", trials);
        spec.put(
                "space",
                List.of(
                        Map.of("type", "logUniform", "name", "lr", "min", 1e-5, "max", 0.1),
                        Map.of("type", "intRange", "name", "depth", "min", 2, "max", 10, "step", 1, "log", false),
                        Map.of("type", "uniform", "name", "dropout", "min", 0.0, "max", 0.5),
                        Map.of("type", "choice", "name", "opt", "values", List.of("adam", "sgd", "rmsprop"))));
        Json.write(
                directory.resolve("study.json"),
                Map.of(
                        "name", name,
                        "spec", spec,
                        "importance", Map.of("lr", 0.58, "depth", 0.24, "dropout", 0.11, "opt", 0.07)));
        Random random = new Random(7);
        try (BufferedWriter out = Files.newBufferedWriter(directory.resolve("trials.jsonl"))) {
            for (int number = 0; number < trials; number++) {
                write(out, trial(number, number / (double) trials, random));
            }
        }
    }

    private static Trial trial(int number, double progress, Random random) {
        double exponent = -2.2 + (1 - progress) * 1.4 * random.nextGaussian() + 0.2 * random.nextGaussian();
        double rate = Math.pow(10, Math.max(-5, Math.min(-1, exponent)));
        int depth = (int) Math.max(2, Math.min(10, Math.round(6 + (1.3 - progress) * 2.4 * random.nextGaussian())));
        double dropout = 0.5 * random.nextDouble();
        String opt = random.nextDouble() < 0.4 + 0.4 * progress ? "adam" : random.nextBoolean() ? "sgd" : "rmsprop";
        double value = 0.991
                - 0.02 * Math.pow(Math.log10(rate) + 2.2, 2)
                - 0.0012 * Math.pow(depth - 6, 2)
                - (opt.equals("adam") ? 0 : 0.006)
                - 0.01 * dropout
                + noise(random, 0.0015);
        Trial.State state = number % 9 == 5 ? Trial.State.PRUNED : number == 24 ? Trial.State.FAILED : Trial.State.COMPLETE;
        return new Trial(
                number,
                Map.of("lr", rate, "depth", depth, "dropout", dropout, "opt", opt),
                state,
                state == Trial.State.FAILED ? null : state == Trial.State.PRUNED ? value - 0.04 : value,
                List.of(),
                Map.of("val_auc", value, "latency_ms", 1.5 + depth * 0.9 + Math.abs(noise(random, 1))),
                state == Trial.State.FAILED ? "exit code 137: killed, out of memory" : null,
                START.plusSeconds(number),
                START.plusSeconds(number + 1));
    }

    private static void write(BufferedWriter out, Trial trial) throws IOException {
        Trial started = new Trial(
                trial.number(), trial.params(), Trial.State.RUNNING, null, null, null, null, trial.start(), null);
        out.write(Json.line(started) + "\n" + Json.line(trial) + "\n");
    }

    public void gate(boolean passed) throws IOException {
        List<Verdict.Check> checks = List.of(
                new Verdict.Check("auc >= 0.92", true, "auc = 0.99737", ">= 0.92", "auc = 0.99737 meets >= 0.92", null),
                new Verdict.Check(
                        "log_loss <= baseline.log_loss + 0.01",
                        true,
                        "log_loss = 0.0741",
                        "<= baseline.log_loss + 0.01 = 0.0892",
                        "log_loss = 0.0741 meets <= baseline.log_loss + 0.01 = 0.0892",
                        null),
                new Verdict.Check(
                        "nonInferior(metric: 'auc', margin: 0.005)",
                        true,
                        "effect 0.0021, 95 % interval -0.0018 to 0.0062",
                        "lower end above -0.005",
                        "the candidate is not worse than production by more than 0.005",
                        new Verdict.Statistics(
                                "DeLong", 0.0021, -0.0018, 0.0062, 0.005, 0.05, 0.0007, 0.0014, 0.93, 114L, 74L)),
                new Verdict.Check(
                        "recall >= 0.7 in clinic = 'north'",
                        passed,
                        passed ? "recall = 0.9412" : "recall = 0.6471",
                        ">= 0.7",
                        passed ? "recall = 0.9412 meets >= 0.7" : "recall = 0.6471 does not meet >= 0.7",
                        null));
        Json.write(
                new MlDirectory(ml).verdict("quality"),
                new Verdict(
                        "quality",
                        "tumour",
                        DIGEST,
                        passed,
                        checks,
                        Map.of("auc", 0.99737),
                        new Verdict.Baseline("production", DATA_DIGEST.replace('d', 'e'), Map.of("auc", 0.9953)),
                        Map.of(),
                        SourceRevision.unknown(),
                        "https://ci.example.org/",
                        "mlsteps 1.0",
                        START.plusSeconds(107)));
    }

    public void deployment(String environment, Deployment.Status status, String url) throws IOException {
        Json.write(
                new MlDirectory(ml).deployment(environment, "tumour"),
                new Deployment(
                        "tumour",
                        environment,
                        "local",
                        "tumour",
                        "r7",
                        DIGEST,
                        "switch",
                        status,
                        null,
                        url,
                        "r6",
                        "ada",
                        "nightly retraining",
                        List.of("quality"),
                        null,
                        List.of(
                                new Deployment.Transition(START.plusSeconds(108), "started", "ada", "revision r7 beside r6"),
                                new Deployment.Transition(
                                        START.plusSeconds(117), "ready", null, "answered the smoke request in 3 ms"),
                                new Deployment.Transition(START.plusSeconds(121), "switched", null, null)),
                        START.plusSeconds(121)));
    }
}
