package io.jenkins.plugins.mlsteps.jenkins.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.mlsteps.jenkins.JsonOfPages;
import io.jenkins.plugins.mlsteps.jenkins.RecordedBuilds;
import io.jenkins.plugins.mlsteps.jenkins.record.BuildRecords;
import io.jenkins.plugins.mlsteps.report.HostileBuild;
import io.jenkins.plugins.mlsteps.report.SampleBuild;
import java.nio.file.Files;
import java.util.List;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class BuildPageTest {
    private JenkinsRule jenkins;
    private JenkinsRule.WebClient browser;

    @BeforeEach
    void open(JenkinsRule rule) {
        jenkins = rule;
        browser = rule.createWebClient();
        browser.setJavaScriptEnabled(false);
    }

    @Test
    void showsEverySectionOfTheBuild() throws Exception {
        FreeStyleBuild build = RecordedBuilds.build(jenkins, RecordedBuilds.full(jenkins, "churn"));

        HtmlPage page = browser.getPage(build, "ml/");

        assertThat(page.querySelectorAll(".jenkins-section__title"))
                .extracting(DomNode::getTextContent)
                .containsExactly("Lineage", "Training", "Tuning", "Gates", "Endpoints");
        assertThat(page.getElementById("train-tumour").getTextContent()).contains("auc", "0.9974", "gradient boosting");
        assertThat(page.getElementById("gate-quality").getTextContent()).contains("Passed");
        assertThat(page.getElementById("deploy-staging-tumour").getTextContent()).contains(SampleBuild.URL);
    }

    @Test
    void carriesTheDataOfEachChartAndATableThatSaysTheSame() throws Exception {
        FreeStyleBuild build = RecordedBuilds.build(jenkins, RecordedBuilds.full(jenkins, "churn"));

        HtmlPage page = browser.getPage(build, "ml/");

        List<DomNode> charts = List.copyOf(page.querySelectorAll("[data-ml-chart]"));
        assertThat(charts)
                .extracting(chart -> JsonOfPages.chart(chart).path("kind").asText())
                .contains("curves", "history", "importance", "parallel", "slices");
        assertThat(page.querySelectorAll("figure table")).hasSameSizeAs(charts);
    }

    @Test
    void hasNoScriptOrStyleInline() throws Exception {
        FreeStyleBuild build = RecordedBuilds.build(jenkins, RecordedBuilds.full(jenkins, "churn"));

        HtmlPage page = browser.getPage(build, "ml/");

        assertThat(page.querySelectorAll("script:not([src])")).allMatch(script -> !script.getTextContent().contains("ml"));
        assertThat(page.querySelectorAll(".ml-page [style], .ml-page style, .ml-page script, .ml-page [onclick]")).isEmpty();
    }

    @Test
    void linksToItFromTheBuildPageWithTheResultsAtAGlance() throws Exception {
        FreeStyleBuild build = RecordedBuilds.build(jenkins, RecordedBuilds.full(jenkins, "churn"));

        HtmlPage page = browser.getPage(build);

        assertThat(page.querySelectorAll(".ml-tile"))
                .extracting(tile -> ((DomElement) tile).getAttribute("href"))
                .containsExactly(
                        "ml/#train-tumour", "ml/#tune-tumour", "ml/#gate-quality", "ml/#deploy-staging-tumour");
        assertThat(page.getAnchors()).anyMatch(anchor -> anchor.getHrefAttribute().endsWith("/job/churn/1/ml"));
    }

    @Test
    void isNotThereForABuildWithoutMlSteps() throws Exception {
        FreeStyleBuild build = RecordedBuilds.build(jenkins, jenkins.createFreeStyleProject("plain"));

        browser.assertFails(build.getUrl() + "ml/", 404);
        assertThat(browser.getPage(build).querySelectorAll(".ml-tile")).isEmpty();
    }

    @Test
    void saysTheSameAsJson() throws Exception {
        FreeStyleBuild build = RecordedBuilds.build(jenkins, RecordedBuilds.full(jenkins, "churn"));

        JsonNode json = JsonOfPages.of(browser, build.getUrl() + "ml/");

        assertThat(json.path("trainings").path(0).path("metrics").path("auc").asDouble())
                .isEqualTo(0.99737);
        JsonNode gate = json.path("gates").path(0);
        assertThat(gate.path("passed").asBoolean()).isTrue();
        assertThat(gate.path("vouched").asBoolean()).isTrue();
        assertThat(json.at("/endpoints/0/vouched").asBoolean()).isTrue();
        assertThat(gate.at("/checks/0/rule").asText()).isEqualTo("auc >= 0.92");
        assertThat(json.path("studies").path(0).path("trials").asInt()).isEqualTo(60);
        assertThat(json.at("/studies/0/bestParams")).isNotEmpty().anyMatch(JsonNode::isNumber);
        assertThat(json.path("endpoints").path(0).path("digest").asText()).isEqualTo(SampleBuild.DIGEST);
        assertThat(json.path("running").asBoolean()).isFalse();
    }

    @Test
    void countsTheGatesThatFailedOnItsTab() throws Exception {
        FreeStyleProject job = RecordedBuilds.job(jenkins, "churn", (sample, number) -> sample.gate(number > 1));

        FreeStyleBuild failed = RecordedBuilds.build(jenkins, job);
        FreeStyleBuild passed = RecordedBuilds.build(jenkins, job);

        assertThat(failed.getAction(MlTab.class).getBadge().getText()).isEqualTo("1");
        assertThat(passed.getAction(MlTab.class).getBadge()).isNull();
    }

    @Test
    void showsTheLastLineOfEachStepWhileTheBuildRuns() throws Exception {
        FreeStyleProject job = RecordedBuilds.job(jenkins, "churn", (sample, number) -> {
            FreeStyleBuild build = jenkins.jenkins
                    .getItemByFullName("churn", FreeStyleProject.class)
                    .getBuildByNumber(number);
            BuildRecords.of(build).progress("churn", "epoch 1");
            BuildRecords.of(build).progress("churn", "epoch=2 loss=<0.5>");

            HtmlPage page = browser.getPage(build, "ml/");
            assertThat(page.querySelector(".ml-live__steps").getTextContent()).contains("churn", "epoch=2 loss=<0.5>");
            JsonNode json = JsonOfPages.of(browser, build.getUrl() + "ml/");
            assertThat(json.path("running").asBoolean()).isTrue();
            assertThat(json.path("progress").path(0).path("line").asText()).isEqualTo("epoch=2 loss=<0.5>");
            sample.training("churn");
        });

        FreeStyleBuild build = RecordedBuilds.build(jenkins, job);

        assertThat(browser.getPage(build, "ml/").querySelectorAll(".ml-live")).isEmpty();
        assertThat(BuildRecords.of(build).progress()).isEmpty();
    }

    @Test
    void saysThatRecordsAreDamagedAndShowsTheRestOfTheBuild() throws Exception {
        FreeStyleProject job = RecordedBuilds.full(jenkins, "churn");
        FreeStyleBuild build = RecordedBuilds.build(jenkins, job);
        Files.writeString(build.getRootDir().toPath().resolve("ml-records.json.gz"), "half a file");
        job.getBuildersList().clear();
        job.save();
        jenkins.jenkins.reload();

        assertThat(browser.goTo("job/churn/1/ml/").querySelector(".ml-notices").getTextContent())
                .contains("The records of this build cannot be read");
        assertThat(browser.goTo("job/churn/1/").querySelectorAll(".ml-tile")).isEmpty();
    }

    @Test
    void escapesWhateverTheRecordsSay() throws Exception {
        FreeStyleProject job = RecordedBuilds.forging(jenkins, "churn", (sample, number) -> HostileBuild.write(sample.ml()));
        FreeStyleBuild build = RecordedBuilds.build(jenkins, job);

        for (String address : List.of("", "ml/", "../ml/", "../", "../ml/compare/", "/ml-models/")) {
            String path = address.startsWith("/") ? address.substring(1) : build.getUrl() + address;
            HtmlPage page = browser.goTo(path);
            assertThat(page.querySelectorAll("img[src=x]")).as(address).isEmpty();
            assertThat(page.querySelectorAll("script")).as(address).noneMatch(script -> script.getTextContent().contains("hacked"));
            assertThat(page.getAnchors()).as(address).noneMatch(anchor -> anchor.getHrefAttribute().startsWith("javascript:"));
        }
    }
}
