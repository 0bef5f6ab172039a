package io.jenkins.plugins.mlsteps.report.page;

import io.jenkins.plugins.mlsteps.report.ledger.Ledger;
import io.jenkins.plugins.mlsteps.report.ledger.Notice;
import io.jenkins.plugins.mlsteps.report.wording.Wording;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Everything the template says, in the order in which it says it.
 *
 * @param empty whether there is no record at all
 * @param sections links of the navigation
 */
public record Page(
        Heading heading,
        List<Tile> tiles,
        List<Notice> notices,
        List<Link> sections,
        boolean empty,
        Timeline timeline,
        List<Lineage> lineages,
        List<TrainingSection> trainings,
        List<StudySection> studies,
        List<GateSection> gates,
        List<EndpointSection> endpoints,
        String written) {

    /** An entry of the navigation. */
    public record Link(String anchor, String word) {}

    /**
     * @param guarantor of what verdicts and deployments say
     * @param figures collects the charts of the page
     */
    public static Page of(Ledger ledger, Guarantor guarantor, Figures figures, Instant now) {
        Timeline timeline = ledger.build()
                .filter(build -> !build.nodes().isEmpty())
                .map(Timeline::of)
                .orElse(null);
        List<Lineage> lineages = Lineage.of(ledger, guarantor);
        List<TrainingSection> trainings = ledger.trainings().stream()
                .map(training -> TrainingSection.of(training, figures))
                .toList();
        List<StudySection> studies = ledger.studies().stream()
                .map(study -> StudySection.of(study, figures))
                .toList();
        return new Page(
                Heading.of(ledger),
                Tile.of(ledger, guarantor),
                ledger.notices(),
                sections(ledger, lineages, timeline),
                ledger.isEmpty(),
                timeline,
                lineages,
                trainings,
                studies,
                ledger.verdicts().stream()
                        .map(verdict -> GateSection.of(verdict, guarantor))
                        .toList(),
                ledger.deployments().stream()
                        .map(deployment -> EndpointSection.of(deployment, guarantor))
                        .toList(),
                Wording.time(now));
    }

    private static List<Link> sections(Ledger ledger, List<Lineage> lineages, Timeline timeline) {
        List<Link> links = new ArrayList<>();
        links.add(lineages.isEmpty() ? null : new Link("lineage", "Lineage"));
        links.add(timeline == null ? null : new Link("pipeline", "Pipeline"));
        links.add(ledger.trainings().isEmpty() ? null : new Link("training", "Training"));
        links.add(ledger.studies().isEmpty() ? null : new Link("tuning", "Tuning"));
        links.add(ledger.verdicts().isEmpty() ? null : new Link("gates", "Gates"));
        links.add(ledger.deployments().isEmpty() ? null : new Link("endpoints", "Endpoints"));
        return links.stream().filter(Objects::nonNull).toList();
    }
}
