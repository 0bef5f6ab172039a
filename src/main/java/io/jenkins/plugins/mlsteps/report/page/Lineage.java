package io.jenkins.plugins.mlsteps.report.page;

import io.jenkins.plugins.mlsteps.record.Deployment;
import io.jenkins.plugins.mlsteps.record.TrainRecord;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.report.ledger.Ledger;
import io.jenkins.plugins.mlsteps.report.ledger.Training;
import io.jenkins.plugins.mlsteps.report.wording.Wording;
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

    /** What a way is of: a digest, or a model by its name where there is no digest. */
    private record Subject(String digest, String model) {
        static Subject of(String digest, String model) {
            return new Subject(digest, digest == null ? model : null);
        }
    }

    /** One way for each model digest, and for each model without one that has data, a verdict or an endpoint. */
    static List<Lineage> of(Ledger ledger, Guarantor guarantor) {
        Map<Subject, Training> trainings = new LinkedHashMap<>();
        Map<Subject, String> names = new LinkedHashMap<>();
        for (Training training : ledger.trainings()) {
            Subject subject = Subject.of(training.record().map(TrainRecord::digest).orElse(null), training.name());
            if (subject.digest() != null || !data(training).missing()) {
                trainings.put(subject, training);
                names.put(subject, training.name());
            }
        }
        ledger.verdicts().forEach(verdict -> names.putIfAbsent(subject(verdict), verdict.model()));
        ledger.deployments().forEach(deployment -> names.putIfAbsent(subject(deployment), deployment.model()));
        return names.entrySet().stream()
                .map(name -> way(
                        Objects.toString(name.getValue(), Wording.NONE),
                        name.getKey(),
                        trainings.get(name.getKey()),
                        ledger,
                        guarantor))
                .toList();
    }

    private static Subject subject(Verdict verdict) {
        return Subject.of(verdict.digest(), verdict.model());
    }

    private static Subject subject(Deployment deployment) {
        return Subject.of(deployment.digest(), deployment.model());
    }

    private static Lineage way(
            String name, Subject subject, Training training, Ledger ledger, Guarantor guarantor) {
        return new Lineage(
                name,
                List.of(
                        new Station("Data", "data", List.of(data(training))),
                        new Station("Model", "model", List.of(model(name, subject.digest(), training))),
                        new Station("Verdict", "gate", verdicts(subject, ledger, guarantor)),
                        new Station("Endpoint", "endpoint", endpoints(subject, ledger, guarantor))));
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
            return Stop.missing("No model '" + name + "'");
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

    private static List<Stop> verdicts(Subject subject, Ledger ledger, Guarantor guarantor) {
        List<Stop> stops = ledger.verdicts().stream()
                .filter(verdict -> subject(verdict).equals(subject))
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

    private static List<Stop> endpoints(Subject subject, Ledger ledger, Guarantor guarantor) {
        List<Stop> stops = ledger.deployments().stream()
                .filter(deployment -> subject(deployment).equals(subject))
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
