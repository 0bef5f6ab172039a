package io.jenkins.plugins.mlsteps.tune;

import static io.jenkins.plugins.mlsteps.tune.Specs.complete;
import static io.jenkins.plugins.mlsteps.tune.Specs.next;
import static io.jenkins.plugins.mlsteps.tune.Specs.quality;
import static io.jenkins.plugins.mlsteps.tune.Specs.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlsteps.record.FileTree;
import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.spec.Dimension;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Studies that learn from earlier ones. */
class WarmStartTest {
    @TempDir
    Path workspace;

    @Test
    void learnsFromItsOwnEarlierRuns() throws IOException {
        TuneSpec spec = spec("warmStart", List.of("churn"), "trials", 12);
        assertThat(runAnew(spec)).containsExactly("no warm start: 'churn' has no earlier run with this objective");
        assertThat(runAnew(spec)).singleElement().asString().contains("earlier/1/trials.jsonl: 12 of 12 complete trials fit");
        assertThat(runAnew(spec)).hasSize(2);
        TuneSpec other = spec("warmStart", List.of("churn"), "objective", "loss", "direction", "minimize");
        assertThat(runAnew(other)).hasSize(4).allMatch(notice -> notice.startsWith("no warm start"));
        for (int i = 0; i < 12; i++) {
            runAnew(spec);
        }
        assertThat(new EarlierRuns(directory()).oldestFirst()).hasSize(10);
        assertThat(runAnew(spec("trials", 1))).isEmpty();
        assertThat(directory().resolve("earlier")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"random", "sobol", "tpe", "cmaes", "auto"})
    void asksForOtherPointsThanItsEarlierRunDid(String algorithm) throws IOException {
        TuneSpec spec = spec("warmStart", List.of("churn"), "trials", 4, "algorithm", algorithm);
        runAnew(spec);
        List<Map<String, Object>> earlier = params();
        runAnew(spec);
        assertThat(params()).hasSize(4).doesNotContainAnyElementsOf(earlier);
    }

    @Test
    void searchesAlthoughAnEarlierRunReachedTheTarget() throws IOException {
        TuneSpec spec = spec("warmStart", List.of("churn"), "trials", 12, "targetValue", -1e9);
        runAnew(spec);
        new EarlierRuns(directory()).beginAnew(spec);
        try (Study study = open(spec)) {
            assertThat(study.stopReason()).isEmpty();
            complete(study, next(study).number(), 0.5);
            assertThat(study.stopReason()).get().asString().startsWith("trial 0 reached the target");
        }
    }

    @Test
    void searchesAlthoughEarlierRunsLeftLittleToGain() throws IOException {
        TuneSpec spec = spec("warmStart", List.of("churn"), "trials", 40, "minRegret", 1e9);
        for (int run = 0; run < 2; run++) {
            new EarlierRuns(directory()).beginAnew(spec);
            try (Study study = open(spec)) {
                assertThat(study.stopReason()).isEmpty();
                for (Trial trial : study.ask(30)) {
                    complete(study, trial.number(), quality(trial));
                }
                assertThat(study.stopReason()).isPresent();
            }
        }
    }

    private List<Map<String, Object>> params() throws IOException {
        return TrialJournal.read(directory().resolve(Study.TRIALS)).stream().map(Trial::params).toList();
    }

    @Test
    void aWarmStartThatIsMisspeltRemovesNothing() throws IOException {
        runAnew(spec());
        assertThatThrownBy(() -> runAnew(spec("warmStart", List.of("chrun")))).hasMessageContaining("there is no study 'chrun'");
        assertThat(directory().resolve(Study.TRIALS)).isNotEmptyFile();
    }

    /** The notices of a new run, after which all its trials are complete. */
    private List<String> runAnew(TuneSpec spec) throws IOException {
        new EarlierRuns(directory()).beginAnew(spec);
        try (Study study = open(spec)) {
            for (Trial trial : study.ask(spec.trials())) {
                study.tell(trial.number(), Trial.State.COMPLETE, quality(trial), Map.of(), null);
            }
            return study.notices();
        }
    }

    @Test
    void countsAnEarlierStudyThatIsNamedTwiceOnce() throws IOException {
        try (Study earlier = Specs.open(workspace.resolve("ml/tune/old"), spec("name", "old"))) {
            complete(earlier, next(earlier).number(), 0.5);
        }
        runAnew(spec("warmStart", List.of("churn"), "trials", 3));
        List<String> notices = runAnew(
                spec("warmStart", List.of("old", "churn", "old", "ml/tune/old", "ml/tune/old/trials.jsonl", "churn"), "trials", 1));
        assertThat(notices).hasSize(2);
        assertThat(notices.get(0)).contains("old").contains("1 of 1 complete trials fit");
        assertThat(notices.get(1)).contains("earlier").contains("3 of 3 complete trials fit");
    }

    @Test
    void learnsFromAnEarlierStudy() throws IOException {
        try (Study earlier = Specs.open(workspace.resolve("ml/tune/old"), spec("name", "old", "trials", 30))) {
            for (Trial trial = next(earlier); trial != null; trial = next(earlier)) {
                complete(earlier, trial.number(), quality(trial));
            }
            earlier.finish(null);
        }
        try (Study study = open(spec("warmStart", List.of("old")))) {
            assertThat(study.notices()).anyMatch(notice -> notice.contains("30 of 30 complete trials fit"));
            assertThat(study.trials()).isEmpty();
            assertThat(study.best()).isEmpty();
            // Without the earlier study the first trial would be the first Sobol point.
            Map<String, Object> first = study.ask(1).get(0).params();
            try (Study alone = Specs.open(workspace.resolve("ml/tune/alone"), spec())) {
                assertThat(first).isNotEqualTo(alone.ask(1).get(0).params());
            }
        }
    }

    @Test
    void learnsOnlyFromTrialsThatAreOfItsSpace() throws IOException {
        Dimension opt = new Dimension.Choice("opt", List.of("adam", "sgd"));
        Dimension momentum = new Dimension.Uniform("momentum", 0, 1, null, "opt == 'sgd'");
        tell(spec("name", "wide", "space", List.of(new Dimension.LogUniform("lr", 1e-5, 1), opt, momentum)), List.of(
                Map.of("lr", 1e-3, "opt", "adam"),
                Map.of("lr", 1e-3, "opt", "sgd", "momentum", 0.9),
                Map.of("lr", 1e-3, "opt", "sgd"),
                Map.of("lr", 1e-5, "opt", "adam"),
                Map.of("opt", "adam")));
        Dimension lr = new Dimension.LogUniform("lr", 1e-4, 1e-2);

        assertThat(fitting(List.of(lr, opt, momentum))).containsExactly(
                "warm start from " + workspace.resolve("ml/tune/wide/trials.jsonl") + ": 2 of 5 complete trials fit this study's space");
        assertThat(fitting(List.of(lr, opt, momentum, new Dimension.Uniform("dropout", 0, 0.5))))
                .singleElement().asString().contains(": 0 of 5 complete trials fit");
    }

    /** What a study says that begins with the trials of {@code wide}. */
    private List<String> fitting(List<Dimension> space) throws IOException {
        FileTree.remove(directory());
        try (Study study = open(spec("warmStart", List.of("wide"), "space", space))) {
            return study.notices();
        }
    }

    private void tell(TuneSpec spec, List<Map<String, Object>> params) throws IOException {
        try (Study study = open(spec)) {
            for (int i = 0; i < params.size(); i++) {
                study.adopt(new Trial(
                        i, params.get(i), Trial.State.COMPLETE, 0.5, List.of(), Map.of(), null, Instant.EPOCH, Instant.EPOCH));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ml/tune/churn", "../tune/churn", "ml/tune/churn/earlier/1", "ml/tune/churn/trials.jsonl"})
    void removesNothingWhenItIsNamedByAPath(String path) throws IOException {
        TuneSpec itself = spec("warmStart", List.of("churn"), "trials", 2);
        runAnew(itself);
        runAnew(itself);
        assertThatThrownBy(() -> runAnew(spec("warmStart", List.of(path))))
                .isInstanceOf(SpecException.class)
                .hasMessage("tuneHyperparams: parameter 'warmStart': '" + path + "' is in this study's own directory,"
                        + " which a new run empties; write 'churn' to learn from its earlier runs");
        assertThat(directory().resolve(Study.TRIALS)).isNotEmptyFile();
        assertThat(directory().resolve("earlier/1/trials.jsonl")).isNotEmptyFile();
    }

    @Test
    void refusesToLearnFromAStudyOfAnotherObjective() throws IOException {
        try (Study earlier = Specs.open(workspace.resolve("ml/tune/old"), spec("name", "old", "objective", "loss"))) {
            earlier.ask(1);
        }
        assertThatThrownBy(() -> open(spec("warmStart", List.of("old"))))
                .isInstanceOf(SpecException.class)
                .hasMessageStartingWith("tuneHyperparams: parameter 'warmStart': study 'old'")
                .hasMessageContaining("optimized [loss] [maximize], this one optimizes [auc] [maximize]");
        assertThatThrownBy(() -> open(spec("warmStart", List.of("older"))))
                .hasMessageContaining("there is no study 'older'");
    }

    @Test
    void saysWhatToDoAboutAFileThatHasNoTrials() throws IOException {
        Files.writeString(workspace.resolve("junk.jsonl"), "hello\n");
        assertThatThrownBy(() -> open(spec("warmStart", List.of("junk.jsonl"))))
                .hasMessageContaining("junk.jsonl line 1 is not a trial")
                .hasMessageContaining("; correct the line, or learn without it: leave it out of 'warmStart'")
                .hasMessageNotContaining("start anew");
    }

    @Test
    void saysThatWhatLiesBesideTheTrialsIsNoStudy() throws IOException {
        Path old = Files.createDirectories(workspace.resolve("ml/tune/old"));
        Files.writeString(old.resolve(Study.TRIALS), "");
        for (String other : List.of("{}", "null", "{\"spec\": null}")) {
            Files.writeString(old.resolve(Study.RECORD), other);
            assertThatThrownBy(() -> open(spec("warmStart", List.of("old"))))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("study.json is no study: it has no 'spec'; leave it out of 'warmStart'");
        }
    }

    private Path directory() {
        return workspace.resolve("ml/tune/churn");
    }

    private Study open(TuneSpec spec) throws IOException {
        return Specs.open(workspace.resolve("ml/tune").resolve(spec.name()), spec);
    }
}
