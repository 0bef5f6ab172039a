package io.jenkins.plugins.mlsteps.jenkins.record;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.mlsteps.jenkins.RecordedBuilds;
import io.jenkins.plugins.mlsteps.record.Deployment;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.report.SampleBuild;
import io.jenkins.plugins.mlsteps.report.ledger.Ledger;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jenkins.util.VirtualFile;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.FailureBuilder;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class BuildRecordsTest {
    @Test
    void archivesEveryFileOfTheBuildUnderMl(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = RecordedBuilds.job(jenkins, "churn", (sample, number) -> {
            SampleBuild.full(sample.ml());
            Path model = Files.createDirectories(sample.ml().resolve("train/tumour/model"));
            Files.writeString(model.resolve("model.onnx"), "weights");
        });

        FreeStyleBuild build = RecordedBuilds.build(jenkins, job);

        VirtualFile archive = build.getArtifactManager().root();
        assertThat(archive.list("ml/**"))
                .contains(
                        "ml/train/tumour/record.json",
                        "ml/train/tumour/metrics.jsonl",
                        "ml/train/tumour/model/model.onnx",
                        "ml/tune/tumour/trials.jsonl",
                        "ml/gate/quality/verdict.json",
                        "ml/deploy/staging/tumour/deployment.json",
                        "ml/build.json",
                        "ml/report.html");
    }

    @Test
    void archivesAgainOnlyWhatChanged(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = RecordedBuilds.full(jenkins, "churn");
        FreeStyleBuild build = RecordedBuilds.build(jenkins, job);
        File archived = new File(build.getArtifactsDir(), "ml/train/tumour/record.json");
        Files.writeString(archived.toPath(), "untouched");
        FilePath verdict = job.getSomeWorkspace().child("ml/gate/quality/summary.md");
        verdict.write("new", "UTF-8");

        BuildRecords.of(build).keep(job.getSomeWorkspace(), null, jenkins.createTaskListener());

        assertThat(archived).hasContent("untouched");
        assertThat(new File(build.getArtifactsDir(), "ml/gate/quality/summary.md")).hasContent("new");
    }

    @Test
    void leavesOutLinksThatLeadOutOfTheWorkspace(JenkinsRule jenkins) throws Exception {
        File secret = new File(jenkins.jenkins.getRootDir(), "secret.key");
        FreeStyleProject job = RecordedBuilds.job(jenkins, "churn", (sample, number) -> {
            sample.training("tumour");
            Files.createSymbolicLink(sample.ml().resolve("train/tumour/model.onnx"), secret.toPath());
        });

        FreeStyleBuild build = RecordedBuilds.build(jenkins, job);

        assertThat(build.getArtifactManager().root().list("ml/**"))
                .contains("ml/train/tumour/record.json")
                .noneMatch(path -> path.endsWith("model.onnx"));
    }

    @Test
    void joinsTheWorkspacesOfABuild(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = RecordedBuilds.job(jenkins, "churn", (sample, number) -> sample.training("tumour"));
        FreeStyleBuild build = RecordedBuilds.build(jenkins, job);
        FilePath other = jenkins.jenkins.getRootPath().child("other-workspace");
        new SampleBuild(Path.of(other.getRemote(), "ml")).deployment("staging", Deployment.Status.DEPLOYED, null);

        BuildRecords.of(build).keep(other, null, jenkins.createTaskListener());

        Ledger records = BuildRecords.of(build).records();
        assertThat(records.trainings()).hasSize(1);
        assertThat(records.deployments()).hasSize(1);
    }

    @Test
    void keepsNothingOfAnEarlierBuildInTheSameWorkspace(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = RecordedBuilds.job(jenkins, "churn", (sample, number) -> {
            if (number == 1) {
                sample.gate(true);
                age(sample.ml());
            }
            sample.training("tumour");
        });
        RecordedBuilds.build(jenkins, job);

        FreeStyleBuild second = RecordedBuilds.build(jenkins, job);

        assertThat(BuildRecords.of(second).records().verdicts()).isEmpty();
        assertThat(second.getArtifactManager().root().list("ml/gate/**")).isEmpty();
    }

    @Test
    void readsTheRecordsAfterARestart(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = RecordedBuilds.full(jenkins, "churn");
        RecordedBuilds.build(jenkins, job);
        job.getSomeWorkspace().deleteRecursive();
        job.getBuildersList().clear();
        job.save();

        jenkins.jenkins.reload();

        Run<?, ?> again = jenkins.jenkins.getItemByFullName("churn", FreeStyleProject.class).getBuildByNumber(1);
        assertThat(BuildRecords.find(again)).isPresent();
        Ledger records = BuildRecords.of(again).records();
        assertThat(records.trainings()).hasSize(1);
        assertThat(records.studies().get(0).trials()).hasSize(60);
        assertThat(new File(again.getRootDir(), "build.xml")).content().doesNotContain("gradientBoosting", "val_auc", "recall");
    }

    @Test
    void goWithTheBuild(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = RecordedBuilds.full(jenkins, "churn");
        FreeStyleBuild first = RecordedBuilds.build(jenkins, job);
        RecordedBuilds.build(jenkins, job);
        assertThat(numbers(job)).containsExactly(2, 1);

        first.delete();

        assertThat(first.getRootDir()).doesNotExist();
        assertThat(numbers(job)).containsExactly(2);
    }

    @Test
    void areThereForABuildThatFailed(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = RecordedBuilds.job(jenkins, "churn", (sample, number) -> sample.gate(false));
        job.getBuildersList().add(new FailureBuilder());

        FreeStyleBuild build = jenkins.buildAndAssertStatus(Result.FAILURE, job);

        assertThat(build.getArtifactManager().root().list("ml/**")).contains("ml/gate/quality/verdict.json");
        assertThat(JobHistory.of(job).summaries().get(0).outcomes()).containsEntry("quality", BuildSummary.Outcome.FAILED);
    }

    @Test
    void compareTheMetricsOfTrainingsThatSucceeded(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = RecordedBuilds.job(jenkins, "churn", (sample, number) -> {
            sample.training("tumour");
            if (number == 2) {
                Path record = new MlDirectory(sample.ml()).trainRecord("tumour");
                Files.writeString(record, Files.readString(record).replace("SUCCEEDED", "FAILED"));
            }
        });
        RecordedBuilds.build(jenkins, job);
        RecordedBuilds.build(jenkins, job);

        assertThat(JobHistory.of(job).summaries().get(1).metrics()).containsEntry("tumour.auc", 0.99737);
        assertThat(JobHistory.of(job).summaries().get(0).metrics()).isEmpty();
    }

    @Test
    void areNotThereForABuildWithoutMlSteps(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();

        FreeStyleBuild build = RecordedBuilds.build(jenkins, job);

        assertThat(BuildRecords.find(build)).isEmpty();
        assertThat(JobHistory.of(job).isEmpty()).isTrue();
    }

    @Test
    void followARenamedJob(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = RecordedBuilds.full(jenkins, "churn");
        Run<?, ?> first = RecordedBuilds.build(jenkins, job);
        assertThat(numbers(job)).containsExactly(1);
        BuildRecords loaded = BuildRecords.find(first).orElseThrow();
        Vouched vouched = loaded.vouched();
        assertThat(loaded.records().verdicts()).isNotEmpty().allMatch(vouched::vouchesFor);

        job.renameTo("attrition");
        assertThat(loaded.vouched()).isEqualTo(vouched);
        RecordedBuilds.build(jenkins, job);

        assertThat(numbers(job)).containsExactly(2, 1);
    }

    private static List<Integer> numbers(FreeStyleProject job) {
        return JobHistory.of(job).summaries().stream().map(BuildSummary::number).toList();
    }

    private static void age(Path directory) throws Exception {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.toList()) {
                assertThat(file.toFile().setLastModified(System.currentTimeMillis() - 3_600_000)).isTrue();
            }
        }
    }
}
