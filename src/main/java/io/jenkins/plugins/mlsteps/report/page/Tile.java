package io.jenkins.plugins.mlsteps.report.page;

import io.jenkins.plugins.mlsteps.record.Deployment;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.report.ledger.Ledger;
import io.jenkins.plugins.mlsteps.report.ledger.Study;
import io.jenkins.plugins.mlsteps.report.ledger.Training;
import io.jenkins.plugins.mlsteps.report.wording.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A result at a glance, linked to its section.
 *
 * @param label what it is about
 * @param value the one thing to know
 * @param detail what it refers to
 */
public record Tile(String label, String value, String detail, String tone, String icon, String anchor) {
    private static final int MAX_OF_A_KIND = 3;

    /** At most three of a kind. */
    public static List<Tile> of(Ledger ledger, Guarantor guarantor) {
        List<Tile> tiles = new ArrayList<>();
        ledger.trainings().stream().limit(MAX_OF_A_KIND).map(Tile::ofTraining).forEach(tiles::add);
        ledger.studies().stream()
                .limit(MAX_OF_A_KIND)
                .flatMap(study -> ofStudy(study).stream())
                .forEach(tiles::add);
        ledger.verdicts().stream().limit(MAX_OF_A_KIND).map(verdict -> ofVerdict(verdict, guarantor)).forEach(tiles::add);
        ledger.deployments().stream().limit(MAX_OF_A_KIND).map(deployment -> ofDeployment(deployment, guarantor)).forEach(tiles::add);
        return tiles;
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
