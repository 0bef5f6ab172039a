package io.jenkins.plugins.mlsteps.report.page;

import io.jenkins.plugins.mlsteps.record.Deployment;
import io.jenkins.plugins.mlsteps.record.TrainRecord;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.report.ledger.Ledger;
import io.jenkins.plugins.mlsteps.report.ledger.Study;
import io.jenkins.plugins.mlsteps.report.ledger.Training;
import io.jenkins.plugins.mlsteps.report.wording.Wording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A result at a glance, linked to its section.
 *
 * @param label what it is about
 * @param value the one thing to know
 * @param detail what it refers to
 */
public record Tile(String label, String value, String detail, String tone, String icon, String anchor) {
    private static final int MAX_OF_A_KIND = 3;

    /** Three of a kind, and one that tells how many more there are; the models that were deployed or judged come first. */
    public static List<Tile> of(Ledger ledger, Guarantor guarantor) {
        List<Tile> tiles = new ArrayList<>();
        tiles.addAll(few("Models", trainings(ledger).map(Tile::ofTraining).toList()));
        tiles.addAll(few("Studies", ledger.studies().stream().flatMap(study -> ofStudy(study).stream()).toList()));
        tiles.addAll(few("Gates", ledger.verdicts().stream().map(verdict -> ofVerdict(verdict, guarantor)).toList()));
        tiles.addAll(few(
                "Endpoints", ledger.deployments().stream().map(deployment -> ofDeployment(deployment, guarantor)).toList()));
        return tiles;
    }

    private static List<Tile> few(String kind, List<Tile> tiles) {
        if (tiles.size() <= MAX_OF_A_KIND) {
            return tiles;
        }
        List<Tile> few = new ArrayList<>(tiles.subList(0, MAX_OF_A_KIND));
        Tile next = tiles.get(MAX_OF_A_KIND);
        few.add(new Tile(
                kind, tiles.size() - MAX_OF_A_KIND + " more", "of " + tiles.size() + " in this build", "accent", next.icon(), next.anchor()));
        return few;
    }

    private static Stream<Training> trainings(Ledger ledger) {
        Set<String> deployed = ledger.deployments().stream().map(Deployment::digest).collect(Collectors.toSet());
        Set<String> judged = ledger.verdicts().stream().map(Verdict::digest).collect(Collectors.toSet());
        return ledger.trainings().stream().sorted(Comparator.comparing(training -> {
            String digest = training.record().map(TrainRecord::digest).orElse("");
            return deployed.contains(digest) ? 0 : judged.contains(digest) ? 1 : 2;
        }));
    }

    private static Tile ofTraining(Training training) {
        Mark mark = Mark.ofTraining(training.record());
        Optional<Headline> headline = training.record().flatMap(Headline::of);
        return new Tile(
                "Model " + training.name(),
                headline.map(metric -> Wording.number(metric.value())).orElse(mark.word()),
                headline.map(Headline::metric).orElse("no metrics"),
                mark.tone().equals("good") ? "accent" : mark.tone(),
                "model",
                Anchor.of("train", training.name()));
    }

    private static Optional<Tile> ofStudy(Study study) {
        return study.best()
                .map(best -> new Tile(
                        "Study " + study.name(),
                        Wording.number(study.value(best).getAsDouble()),
                        "best " + study.objective().metric() + ", trial " + best.number() + " of "
                                + study.trials().size(),
                        "accent",
                        "study",
                        Anchor.of("tune", study.name())));
    }

    private static Tile ofVerdict(Verdict verdict, Guarantor guarantor) {
        Mark mark = Mark.of(verdict, guarantor);
        return new Tile(
                "Gate " + verdict.gate(),
                mark.word(),
                GateSection.tally(verdict),
                mark.tone(),
                "gate",
                Anchor.of("gate", String.valueOf(verdict.gate())));
    }

    private static Tile ofDeployment(Deployment deployment, Guarantor guarantor) {
        Mark mark = Mark.of(deployment, guarantor);
        return new Tile(
                "Endpoint " + deployment.name(),
                mark.word(),
                deployment.environment() + (deployment.revision() == null ? "" : ", revision " + deployment.revision()),
                mark.tone(),
                "endpoint",
                EndpointSection.anchor(deployment));
    }
}
