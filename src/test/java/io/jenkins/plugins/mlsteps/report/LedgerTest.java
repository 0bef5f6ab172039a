package io.jenkins.plugins.mlsteps.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.record.BuildRecord;
import io.jenkins.plugins.mlsteps.record.Deployment;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.SourceRevision;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.report.ledger.Curve;
import io.jenkins.plugins.mlsteps.report.ledger.Ledger;
import io.jenkins.plugins.mlsteps.report.ledger.Notice;
import io.jenkins.plugins.mlsteps.report.ledger.Training;
import io.jenkins.plugins.mlsteps.report.page.Guarantor;
import io.jenkins.plugins.mlsteps.report.page.PageWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    private static final Instant NOW = Instant.parse("2025-03-15T10:00:00Z");

    @TempDir
    Path ml;

    @TempDir
    Path other;

    @Test
    void isTheSameAfterAJourneyAsJson() throws Exception {
        SampleBuild.full(ml);
        Ledger ledger = Ledger.read(ml);

        Ledger back = Json.parse(Json.line(ledger), Ledger.class);

        assertThat(PageWriter.html(back, Guarantor.OF_EVERYTHING, NOW))
                .isEqualTo(PageWriter.html(ledger, Guarantor.OF_EVERYTHING, NOW));
    }

    @Test
    void takesInWhatAnotherWorkspaceOfTheBuildHolds() throws Exception {
        SampleBuild first = new SampleBuild(ml);
        first.training("tumour");
        first.gate(false);
        SampleBuild second = new SampleBuild(other);
        second.gate(true);
        second.deployment("staging", Deployment.Status.DEPLOYED, SampleBuild.URL);

        Ledger both = Ledger.read(ml).with(Ledger.read(other));

        assertThat(both.trainings()).extracting(Training::name).containsExactly("tumour");
        assertThat(both.verdicts()).extracting(Verdict::passed).containsExactly(true);
        assertThat(both.deployments()).hasSize(1);
    }

    @Test
    void forgetsThatARecordWasMissingOnceItIsThere() throws Exception {
        SampleBuild sample = new SampleBuild(ml);
        sample.curves("tumour", 5);
        Ledger running = Ledger.read(ml);
        assertThat(running.notices()).extracting(Notice::file).containsExactly("train/tumour/record.json");
        sample.training("tumour");

        assertThat(running.with(Ledger.read(ml)).notices()).isEmpty();
    }

    @Test
    void leavesOutWhatWasWrittenBeforeTheBuild() throws Exception {
        SampleBuild sample = SampleBuild.full(ml);
        age(ml, Instant.parse("2025-01-01T00:00:00Z"));
        sample.gate(true);

        Ledger ledger = Ledger.readSince(ml, Instant.parse("2025-02-01T00:00:00Z"));

        assertThat(ledger.verdicts()).hasSize(1);
        assertThat(ledger.build()).isEmpty();
        assertThat(ledger.trainings()).isEmpty();
        assertThat(ledger.studies()).isEmpty();
        assertThat(ledger.deployments()).isEmpty();
    }

    @Test
    void isOfTheBuildThatTheWorkspaceSawLast() throws Exception {
        SampleBuild.full(ml);
        Instant later = SampleBuild.START.plusSeconds(3600);
        BuildRecord.Node training = new BuildRecord.Node(
                "step", "trainModel", 0, "FAILURE", later, later, "train/tumour/record.json", null);
        Json.write(
                new MlDirectory(ml).build(),
                new BuildRecord("tumour", 2, "FAILURE", later, later, SourceRevision.unknown(), List.of(training)));

        Ledger ledger = Ledger.read(ml);

        assertThat(ledger.trainings()).as("a cluster whose clock is slow").extracting(Training::name).containsExactly("tumour");
        assertThat(ledger.studies()).isEmpty();
        assertThat(ledger.verdicts()).isEmpty();
        assertThat(ledger.deployments()).isEmpty();
    }

    @Test
    void takesNoRecordOfAnEarlierBuildForThatOfAStepThatFailedBeforeItWroteOne() throws Exception {
        SampleBuild.full(ml);
        age(ml, SampleBuild.START.plusSeconds(122));
        Instant later = SampleBuild.START.plusSeconds(3600);
        List<BuildRecord.Node> nodes = Stream.of(
                        "tune/tumour/study.json",
                        "train/tumour/record.json",
                        "gate/quality/verdict.json",
                        "deploy/staging/tumour/deployment.json")
                .map(record -> new BuildRecord.Node("step", "step", 0, "FAILURE", later, later, record, "no such model"))
                .toList();
        Json.write(
                new MlDirectory(ml).build(),
                new BuildRecord("tumour", 2, "FAILURE", later, later, SourceRevision.unknown(), nodes));

        Ledger ledger = Ledger.read(ml);

        assertThat(ledger.trainings()).isEmpty();
        assertThat(ledger.studies()).isEmpty();
        assertThat(ledger.verdicts()).isEmpty();
        assertThat(ledger.deployments()).isEmpty();
    }

    @Test
    void leavesOutALineThatIsLongerThanAnyStepWrites() throws Exception {
        SampleBuild sample = new SampleBuild(ml);
        sample.training("tumour");
        Path metrics = new MlDirectory(ml).metrics("tumour");
        String point = "{\"time\": \"2025-03-15T09:00:00Z\", \"step\": 1, \"name\": \"%s\", \"value\": 0.5}\n";
        Files.writeString(metrics, point.formatted("loss") + point.formatted("x".repeat(2 << 20)) + point.formatted("auc"));

        Ledger ledger = Ledger.read(ml);

        assertThat(ledger.trainings().get(0).curves()).extracting(Curve::metric).containsExactlyInAnyOrder("loss", "auc");
        assertThat(ledger.notices())
                .extracting(Notice::message)
                .containsExactly("1 of 3 lines are half written or damaged and are left out, the first is line 2.");
    }

    @Test
    void keepsTheExtremesOfAThinnedCurve() throws Exception {
        new SampleBuild(ml).curves("tumour", 5000);
        Curve whole = Ledger.read(ml).trainings().get(0).curves().get(0);

        Curve thinned = Ledger.read(ml).thinned(100).trainings().get(0).curves().get(0);

        assertThat(thinned.length()).isBetween(50, 100);
        assertThat(thinned.points()).isEqualTo(whole.points());
        assertThat(thinned.smallest()).isEqualTo(whole.smallest());
        assertThat(thinned.largest()).isEqualTo(whole.largest());
        assertThat(Arrays.stream(thinned.steps()).boxed()).isSorted();
    }

    private static void age(Path directory, Instant time) throws Exception {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(time));
            }
        }
    }
}
