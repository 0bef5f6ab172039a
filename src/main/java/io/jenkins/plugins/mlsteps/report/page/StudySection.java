package io.jenkins.plugins.mlsteps.report.page;

import io.jenkins.plugins.mlsteps.record.StudyRecord;
import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.report.chart.StudyFigures;
import io.jenkins.plugins.mlsteps.report.ledger.Study;
import io.jenkins.plugins.mlsteps.report.wording.Wording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** One study: its best trial and its plots. */
public record StudySection(
        String anchor,
        String name,
        String summary,
        String bestTitle,
        List<Fact> metrics,
        List<Fact> facts,
        List<FigureView> figures,
        List<String> failures) {
    private static final int MAX_FAILURES = 5;
    private static final Set<Trial.State> FAILURES =
            EnumSet.of(Trial.State.FAILED, Trial.State.TIMED_OUT, Trial.State.NOT_FINITE);
    private static final double MILLIS_AN_HOUR = 3_600_000;

    static StudySection of(Study study, Figures figures) {
        return new StudySection(
                Anchor.of("tune", study.name()),
                study.name(),
                summary(study),
                study.objectives().size() == 1 ? "Best trial" : "Best trial by " + study.objective().metric(),
                study.best().map(best -> bestParams(study, best)).orElse(List.of()),
                Fact.known(
                        Fact.words("Algorithm", study.algorithm()),
                        Fact.words("Pruner", "none".equals(study.pruner()) ? null : study.pruner()),
                        Fact.words("Ended because", study.stopped()),
                        Fact.words("Machine time", machineTime(study.usage()))),
                StudyFigures.of(study).stream().map(figures::add).toList(),
                failures(study));
    }

    private static String summary(Study study) {
        List<String> words = new ArrayList<>();
        for (Trial.State state : Trial.State.values()) {
            if (study.count(state) > 0) {
                words.add(study.count(state) + " " + state.name().toLowerCase(Locale.ROOT).replace('_', ' '));
            }
        }
        String planned = study.planned() > study.trials().size() ? " of " + study.planned() + " planned" : "";
        return Wording.count(study.trials().size(), "trial") + planned
                + (words.isEmpty() ? "" : ": " + String.join(", ", words));
    }

    private static List<Fact> bestParams(Study study, Trial best) {
        List<Fact> facts = new ArrayList<>();
        study.objectives()
                .forEach(objective -> facts.add(Fact.words(
                        objective.metric(),
                        study.value(best, objective).isPresent()
                                ? Wording.number(study.value(best, objective).getAsDouble())
                                : Wording.NONE)));
        Map<String, Object> params = best.params() == null ? Map.of() : best.params();
        params.forEach((name, value) -> facts.add(Fact.words(name, Wording.value(value))));
        return facts;
    }

    private static String machineTime(StudyRecord.Usage usage) {
        if (usage == null) {
            return null;
        }
        Duration trials = Duration.ofMillis(Math.round(usage.trialHours() * MILLIS_AN_HOUR));
        return Wording.duration(trials)
                + (usage.gpuHours() > 0 ? ", " + Wording.number(usage.gpuHours()) + " GPU-hours" : "")
                + (usage.cost() != null ? ", cost " + Wording.number(usage.cost()) : "");
    }

    private static List<String> failures(Study study) {
        return study.trials().stream()
                .filter(trial -> FAILURES.contains(trial.state()) && trial.reason() != null)
                .limit(MAX_FAILURES)
                .map(trial -> "Trial " + trial.number() + ": " + trial.reason())
                .toList();
    }
}
