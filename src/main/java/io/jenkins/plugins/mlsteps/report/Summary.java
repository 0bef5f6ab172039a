package io.jenkins.plugins.mlsteps.report;

import io.jenkins.plugins.mlsteps.record.BuildRecord;
import io.jenkins.plugins.mlsteps.record.Deployment;
import io.jenkins.plugins.mlsteps.record.TrainRecord;
import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.report.ledger.Ledger;
import io.jenkins.plugins.mlsteps.report.ledger.Notice;
import io.jenkins.plugins.mlsteps.report.ledger.Study;
import io.jenkins.plugins.mlsteps.report.ledger.Training;
import io.jenkins.plugins.mlsteps.report.wording.Columns;
import io.jenkins.plugins.mlsteps.report.wording.Wording;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a run ends with on the console: metrics, studies, checks and endpoints. */
public final class Summary {
    private static final int MAX_METRICS = 12;
    private static final int MAX_CHECKS = 40;

    private Summary() {}

    /**
     * Lines without line breaks or control characters, at most {@value Columns#WIDTH} characters wide.
     *
     * @param mlDirectory the {@code ml} directory itself; what cannot be read in it is named in the last lines
     */
    public static List<String> of(Path mlDirectory) {
        Ledger ledger = Ledger.read(mlDirectory);
        Columns table = new Columns();
        ledger.trainings().forEach(training -> training(table, training));
        ledger.studies().forEach(study -> study(table, study));
        ledger.verdicts().forEach(verdict -> verdict(table, verdict));
        ledger.deployments().forEach(deployment -> deployment(table, deployment));
        ledger.notices().forEach(notice -> table.sentence("Notice", words(notice)));
        ledger.build().ifPresent(build -> result(table, build));
        return table.lines();
    }

    private static void training(Columns table, Training training) {
        String status = training.record()
                .map(TrainRecord::status)
                .map(Enum::name)
                .orElse("UNFINISHED");
        table.heading(
                "Model " + training.name(),
                status,
                training.record()
                        .map(record -> Wording.duration(record.start(), record.end()))
                        .orElse(""));
        training.record().ifPresent(record -> {
            metrics(table, record.metrics());
            if (record.digest() != null) {
                table.row("digest", Wording.shortDigest(record.digest()));
            }
            if (record.reason() != null) {
                table.sentence("", record.reason());
            }
        });
    }

    private static void metrics(Columns table, Map<String, Double> metrics) {
        metrics.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .limit(MAX_METRICS)
                .forEach(metric -> table.row(metric.getKey(), Wording.number(metric.getValue())));
        if (metrics.size() > MAX_METRICS) {
            table.row("…", metrics.size() - MAX_METRICS + " more");
        }
    }

    private static void study(Columns table, Study study) {
        table.heading(
                "Study " + study.name(),
                Wording.count(study.trials().size(), "trial"),
                study.count(Trial.State.PRUNED) + " pruned, " + study.count(Trial.State.FAILED) + " failed"
                        + ifAny(study, Trial.State.TIMED_OUT, "timed out") + ifAny(study, Trial.State.NOT_FINITE, "not finite"));
        study.best().ifPresent(best -> {
            study.objectives()
                    .forEach(objective -> study.value(best, objective)
                            .ifPresent(value -> table.row(
                                    (objective.equals(study.objective()) ? "best " : "with ") + objective.metric(),
                                    Wording.number(value))));
            table.row("in trial", best.number() + ": " + params(best));
        });
    }

    private static String ifAny(Study study, Trial.State state, String word) {
        long count = study.count(state);
        return count == 0 ? "" : ", " + count + " " + word;
    }

    private static String params(Trial trial) {
        List<String> words = new ArrayList<>();
        if (trial.params() != null) {
            trial.params().forEach((name, value) -> words.add(name + "=" + Wording.value(value)));
        }
        return String.join(" ", words);
    }

    private static void verdict(Columns table, Verdict verdict) {
        table.heading("Gate " + verdict.gate(), verdict.passed() ? "PASSED" : "FAILED", "for model " + verdict.model());
        verdict.checks().stream()
                .filter(Objects::nonNull)
                .limit(MAX_CHECKS)
                .forEach(check -> table.row(
                        (check.passed() ? "pass  " : "FAIL  ") + check.rule(), Objects.toString(check.observed(), "")));
        if (verdict.checks().size() > MAX_CHECKS) {
            table.row("…", verdict.checks().size() - MAX_CHECKS + " more");
        }
    }

    private static void deployment(Columns table, Deployment deployment) {
        table.heading(
                "Endpoint " + deployment.name(),
                deployment.status() == null ? "UNKNOWN" : deployment.status().name().replace('_', ' '),
                "in " + deployment.environment());
        if (deployment.url() != null) {
            table.row("url", deployment.url());
        }
        if (deployment.revision() != null) {
            table.row("revision", deployment.revision());
        }
        if (deployment.reason() != null) {
            table.sentence("", deployment.reason());
        }
    }

    private static String words(Notice notice) {
        return notice.file().isEmpty() ? notice.message() : notice.file() + ": " + notice.message();
    }

    private static void result(Columns table, BuildRecord build) {
        table.heading(
                "Result",
                build.result() == null ? "RUNNING" : build.result(),
                build.end() == null ? "" : "in " + Wording.duration(build.start(), build.end()));
    }
}
