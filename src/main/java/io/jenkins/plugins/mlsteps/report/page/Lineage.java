package io.jenkins.plugins.mlsteps.report.page;

import io.jenkins.plugins.mlsteps.record.Deployment;
import io.jenkins.plugins.mlsteps.record.TrainRecord;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.report.ledger.Ledger;
import io.jenkins.plugins.mlsteps.report.ledger.Training;
import io.jenkins.plugins.mlsteps.report.wording.Wording;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The way of one model: from the data it was trained on over the verdicts on its digest to the endpoints that serve it.
 * What names another digest is on another way, even under the same name.
 */
public record Lineage(String model, List<Station> stations) {
    /** One place on the way. */
    public record Station(String kind, String icon, List<Stop> stops) {}

    /**
     * @param digest shortened; null when the stop has none
     * @param fullDigest for those who compare
     * @param mark null where nothing succeeds or fails
     * @param missing whether it stands for something that is not there
     */
    public record Stop(
            String title, String detail, String digest, String fullDigest, Mark mark, String anchor, boolean missing) {
        private static Stop missing(String title) {
            return new Stop(title, null, null, null, null, null, true);
        }
    }

    /** One way for each model digest, and for each training that has data but made no model. */
    static List<Lineage> of(Ledger ledger, Guarantor guarantor) {
        Map<String, Training> byDigest = new LinkedHashMap<>();
        List<Lineage> ways = new ArrayList<>();
        for (Training training : ledger.trainings()) {
            String digest = training.record().map(TrainRecord::digest).orElse(null);
            if (digest != null) {
                byDigest.put(digest, training);
            } else if (!data(training).missing()) {
                ways.add(way(training.name(), null, training, ledger, guarantor));
            }
        }
        ledger.verdicts().forEach(verdict -> byDigest.putIfAbsent(Objects.toString(verdict.digest(), ""), null));
        ledger.deployments().forEach(deployment -> byDigest.putIfAbsent(Objects.toString(deployment.digest(), ""), null));
        byDigest.forEach((digest, training) -> ways.add(way(name(digest, training, ledger), digest, training, ledger, guarantor)));
        return ways;
    }

    private static Lineage way(
            String name, String digest, Training training, Ledger ledger, Guarantor guarantor) {
        return new Lineage(
                name,
                List.of(
                        new Station("Data", "data", List.of(data(training))),
                        new Station("Model", "model", List.of(model(name, digest, training))),
                        new Station("Verdict", "gate", verdicts(digest, ledger, guarantor)),
                        new Station("Endpoint", "endpoint", endpoints(digest, ledger, guarantor))));
    }

    private static String name(String digest, Training training, Ledger ledger) {
        if (training != null) {
            return training.name();
        }
        return ledger.verdicts().stream()
                .filter(verdict -> digest.equals(Objects.toString(verdict.digest(), "")))
                .map(Verdict::model)
                .findFirst()
                .or(() -> ledger.deployments().stream()
                        .filter(deployment -> digest.equals(Objects.toString(deployment.digest(), "")))
                        .map(Deployment::model)
                        .filter(Objects::nonNull)
                        .findFirst())
                .orElse(Wording.NONE);
    }

    private static Stop data(Training training) {
        if (training == null) {
            return Stop.missing("Trained outside this build");
        }
        TrainRecord.Dataset data =
                training.record().map(TrainRecord::dataset).orElse(null);
        if (data == null) {
            return Stop.missing("No data named");
        }
        String detail = data.rows() == null
                ? Wording.bytes(data.bytes())
                : Wording.count(data.rows(), "row")
                        + (data.columns() == null ? "" : " × " + Wording.count(data.columns().size(), "column"));
        return new Stop(fileName(data.path()), detail, Wording.shortDigest(data.digest()), data.digest(), null, null, false);
    }

    private static Stop model(String name, String digest, Training training) {
        if (digest == null) {
            return Stop.missing("No model");
        }
        String format = training == null
                ? null
                : training.card()
                        .map(card -> card.format() + ", " + Wording.bytes(card.bytes()))
                        .orElse(null);
        return new Stop(
                name,
                format,
                Wording.shortDigest(digest),
                digest,
                training == null ? null : Mark.ofTraining(training.record()),
                training == null ? null : Anchor.of("train", name),
                false);
    }

    private static List<Stop> verdicts(String digest, Ledger ledger, Guarantor guarantor) {
        List<Stop> stops = ledger.verdicts().stream()
                .filter(verdict -> Objects.toString(verdict.digest(), "").equals(digest))
                .map(verdict -> new Stop(
                        verdict.gate(),
                        GateSection.tally(verdict),
                        Wording.shortDigest(verdict.digest()),
                        verdict.digest(),
                        Mark.of(verdict, guarantor),
                        Anchor.of("gate", String.valueOf(verdict.gate())),
                        false))
                .toList();
        return stops.isEmpty() ? List.of(Stop.missing("Not judged")) : stops;
    }

    private static List<Stop> endpoints(String digest, Ledger ledger, Guarantor guarantor) {
        List<Stop> stops = ledger.deployments().stream()
                .filter(deployment -> Objects.toString(deployment.digest(), "").equals(digest))
                .map(deployment -> new Stop(
                        deployment.environment() + " / " + deployment.name(),
                        deployment.revision() == null ? null : "revision " + deployment.revision(),
                        Wording.shortDigest(deployment.digest()),
                        deployment.digest(),
                        Mark.of(deployment, guarantor),
                        EndpointSection.anchor(deployment),
                        false))
                .toList();
        return stops.isEmpty() ? List.of(Stop.missing("Not deployed")) : stops;
    }

    private static String fileName(String path) {
        return path == null ? Wording.NONE : path.substring(path.lastIndexOf('/') + 1);
    }
}
