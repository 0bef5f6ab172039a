package io.jenkins.plugins.mlsteps.jenkins.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.FilePath;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.mlsteps.gate.attestation.SigningKey;
import io.jenkins.plugins.mlsteps.gate.attestation.VerdictFiles;
import io.jenkins.plugins.mlsteps.jenkins.JsonOfPages;
import io.jenkins.plugins.mlsteps.jenkins.RecordedBuilds;
import io.jenkins.plugins.mlsteps.jenkins.configuration.InstanceVerdictKeys;
import io.jenkins.plugins.mlsteps.record.Deployment;
import io.jenkins.plugins.mlsteps.record.FileTree;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.report.SampleBuild;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Builds that write into {@code ml/} what no gate said and nobody deployed. */
@WithJenkins
class ForgedRecordsTest {
    private static final String NOT_SIGNED = "Not signed by this Jenkins";

    private JenkinsRule jenkins;
    private JenkinsRule.WebClient browser;

    @BeforeEach
    void open(JenkinsRule rule) {
        jenkins = rule;
        browser = rule.createWebClient();
        browser.setJavaScriptEnabled(false);
    }

    @Test
    void aVerdictWithoutSignatureIsShownAsWhatItIs() throws Exception {
        FreeStyleBuild build = forged(sample -> sample.gate(true));

        assertNotSigned(build);
    }

    @Test
    void aVerdictThatAnotherKeySignedIsNotSigned() throws Exception {
        FreeStyleBuild build = forged(sample -> {
            sample.gate(true);
            VerdictFiles.write(new MlDirectory(sample.ml()), ofJob(sample, "churn"), SigningKey.generate());
        });

        assertNotSigned(build);
    }

    @Test
    void aVerdictOfAnotherJobIsNotSignedForThisOne() throws Exception {
        FreeStyleProject honest = RecordedBuilds.job(jenkins, "honest", (sample, number) -> sample.gate(true));
        RecordedBuilds.build(jenkins, honest);

        FreeStyleBuild build = forged(sample -> copy(gate(honest), sample.ml().resolve("gate/quality")));

        assertNotSigned(build);
    }

    @Test
    void aVerdictOfAnEarlierBuildIsNotSignedForThisOne() throws Exception {
        FreeStyleProject job = RecordedBuilds.job(jenkins, "churn", (sample, number) -> sample.gate(true));
        assertSigned(RecordedBuilds.build(jenkins, job), "Passed");
        Path kept = jenkins.jenkins.getRootDir().toPath().resolve("kept");
        copy(gate(job), kept);
        job.delete();

        FreeStyleBuild build = forged(sample -> copy(kept, sample.ml().resolve("gate/quality")));

        assertNotSigned(build);
    }

    @Test
    void aVerdictThatWasChangedAfterItWasSignedIsNotSigned() throws Exception {
        FreeStyleProject job = RecordedBuilds.job(jenkins, "churn", (sample, number) -> sample.gate(false));
        FreeStyleBuild build = RecordedBuilds.build(jenkins, job);
        assertSigned(build, "Failed");
        Path record = gate(job).resolve("verdict.json");
        Files.writeString(record, Files.readString(record).replace("false", "true"));

        BuildRecords.of(build).keep(job.getSomeWorkspace(), null, jenkins.createTaskListener());

        assertNotSigned(build);
    }

    @Test
    void anArchiveThatIsSwappedChangesNothing() throws Exception {
        FreeStyleProject job = RecordedBuilds.job(jenkins, "churn", (sample, number) -> sample.gate(false));
        FreeStyleBuild build = RecordedBuilds.build(jenkins, job);
        Path archived = new File(build.getArtifactsDir(), "ml/gate/quality/verdict.json").toPath();
        Files.writeString(archived, Files.readString(archived).replace("false", "true"));

        assertSigned(build, "Failed");
    }

    @Test
    void aVerdictStaysSignedWhenItsRecordIsKeptAgainAndWhenTheKeyIsReplaced() throws Exception {
        FreeStyleProject job = RecordedBuilds.job(jenkins, "churn", (sample, number) -> sample.gate(true));
        FreeStyleBuild build = RecordedBuilds.build(jenkins, job);
        FileTree.remove(gate(job));
        new SampleBuild(gate(job).getParent().getParent()).training("tumour");
        BuildRecords.of(build).keep(job.getSomeWorkspace(), null, jenkins.createTaskListener());

        InstanceVerdictKeys.get().rotate("ann");

        assertSigned(build, "Passed");
    }

    @Test
    void aVerdictOfAKeyThatIsDistrustedIsNotSignedAnyMore() throws Exception {
        FreeStyleProject job = RecordedBuilds.job(jenkins, "churn", (sample, number) -> sample.gate(true));
        FreeStyleBuild build = RecordedBuilds.build(jenkins, job);

        InstanceVerdictKeys.get().rotateAndDistrust("ann");

        assertNotSigned(build);
    }

    @Test
    void anEndpointThatNobodyDeployedServesNothing() throws Exception {
        RecordedBuilds.build(jenkins, RecordedBuilds.job(jenkins, "honest", (sample, number) -> deployed(sample, "production")));
        String honest = SampleBuild.DIGEST;
        String forged = honest.replace('3', '4');

        FreeStyleBuild build = forged(sample -> {
            deployed(sample, "production");
            Path record = sample.ml().resolve("deploy/production/tumour/deployment.json");
            Files.writeString(record, Files.readString(record).replace(honest, forged).replace("2025", "2095"));
        });

        assertThat(environments(forged)).isEmpty();
        assertThat(environments(honest)).containsExactly("production/tumour");
        assertThat(browser.goTo("ml-models/" + hash(forged) + "/").getBody().getTextContent())
                .contains("Not deployed by this Jenkins");
        assertThat(browser.getPage(build, "ml/").getElementById("deploy-production-tumour").getTextContent())
                .contains("Not deployed by this Jenkins");
        assertThat(JsonOfPages.of(browser, build.getUrl() + "ml/").at("/endpoints/0/vouched").asBoolean(true))
                .isFalse();
    }

    @Test
    void nothingServesAgainBecauseTheBuildThatReplacedItIsDeleted() throws Exception {
        FreeStyleProject job = RecordedBuilds.job(jenkins, "churn", (sample, number) -> {
            deployed(sample, "production");
            if (number == 2) {
                Path record = sample.ml().resolve("deploy/production/tumour/deployment.json");
                Files.writeString(record, Files.readString(record).replace(hash(SampleBuild.DIGEST), "5".repeat(64)));
            }
        });
        RecordedBuilds.build(jenkins, job);
        FreeStyleBuild second = RecordedBuilds.build(jenkins, job);

        second.delete();

        assertThat(environments(SampleBuild.DIGEST)).isEmpty();
    }

    private interface Forgery {
        void leave(SampleBuild sample) throws Exception;
    }

    private FreeStyleBuild forged(Forgery forgery) throws Exception {
        FreeStyleProject job = RecordedBuilds.forging(jenkins, "churn", (sample, number) -> forgery.leave(sample));
        return RecordedBuilds.build(jenkins, job);
    }

    private static void deployed(SampleBuild sample, String environment) throws Exception {
        sample.deployment(environment, Deployment.Status.DEPLOYED, null);
    }

    private static Verdict ofJob(SampleBuild sample, String job) throws Exception {
        return Json.read(new MlDirectory(sample.ml()).verdict("quality"), Verdict.class).ofJob(job);
    }

    /** As if they were new. */
    private static void copy(Path from, Path to) throws Exception {
        FilePath copies = new FilePath(to.toFile());
        new FilePath(from.toFile()).copyRecursiveTo(copies);
        for (FilePath copy : copies.list()) {
            copy.touch(System.currentTimeMillis());
        }
    }

    private static Path gate(FreeStyleProject job) {
        return Path.of(Objects.requireNonNull(job.getSomeWorkspace()).getRemote(), "ml", "gate", "quality");
    }

    private void assertNotSigned(FreeStyleBuild build) throws Exception {
        assertThat(mark(browser.getPage(build, "ml/"), "#gate-quality .ml-card__title .ml-mark")).isEqualTo(NOT_SIGNED);
        assertThat(browser.getPage(build).querySelector(".ml-tile").getTextContent()).contains(NOT_SIGNED);
        JsonNode gate = JsonOfPages.of(browser, build.getUrl() + "ml/").at("/gates/0");
        assertThat(gate.path("vouched").asBoolean(true)).isFalse();
        assertThat(gate.path("passed").asBoolean(true)).isFalse();

        HtmlPage trend = browser.getPage(build.getParent(), "ml/");
        assertThat(mark(trend, ".ml-gate .ml-mark")).isEqualTo(NOT_SIGNED);
        JsonNode line = JsonOfPages.chart(trend.querySelector("[data-ml-chart]")).at("/gates/0");
        assertThat(line.path("passed")).isEmpty();
        assertThat(line.path("unsigned")).hasSize(1);
        assertThat(trend.querySelector(".ml-figure table").getTextContent()).contains(NOT_SIGNED);
        JsonNode latest = JsonOfPages.of(browser, build.getParent().getUrl() + "ml/").at("/builds/0");
        assertThat(latest.at("/gates/quality").asBoolean(true)).isFalse();
        assertThat(JsonOfPages.texts(latest.path("unvouched"))).containsExactly("quality");

        assertThat(mark(browser.goTo("ml-models/" + hash(SampleBuild.DIGEST) + "/"), "section[aria-labelledby=judged] .ml-mark"))
                .isEqualTo(NOT_SIGNED);
        JsonNode model = JsonOfPages.of(browser, "ml-models/").at("/models/0");
        assertThat(JsonOfPages.texts(model.path("unvouched"))).containsExactly("quality");
    }

    private void assertSigned(FreeStyleBuild build, String outcome) throws Exception {
        assertThat(mark(browser.getPage(build, "ml/"), "#gate-quality .ml-card__title .ml-mark")).isEqualTo(outcome);
        assertThat(JsonOfPages.of(browser, build.getUrl() + "ml/").at("/gates/0/vouched").asBoolean())
                .isTrue();
        assertThat(mark(browser.getPage(build.getParent(), "ml/"), ".ml-gate .ml-mark")).isEqualTo(outcome);
    }

    private static String mark(HtmlPage page, String where) {
        return page.querySelector(where).getTextContent().strip();
    }

    private List<String> environments(String digest) throws Exception {
        return JsonOfPages.texts(
                JsonOfPages.of(browser, "ml-models/" + hash(digest) + "/").path("model").path("environments"));
    }

    private static String hash(String digest) {
        return digest.substring("sha256:".length());
    }
}
