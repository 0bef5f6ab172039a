package io.jenkins.plugins.mlsteps.jenkins.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.mlsteps.jenkins.JsonOfPages;
import io.jenkins.plugins.mlsteps.jenkins.RecordedBuilds;
import io.jenkins.plugins.mlsteps.record.Deployment;
import io.jenkins.plugins.mlsteps.record.FileTree;
import io.jenkins.plugins.mlsteps.report.SampleBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.FailureBuilder;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class JobPageTest {
    private JenkinsRule jenkins;
    private JenkinsRule.WebClient browser;

    @BeforeEach
    void open(JenkinsRule rule) {
        jenkins = rule;
        browser = rule.createWebClient();
        browser.setJavaScriptEnabled(false);
    }

    @Test
    void drawsGatesAndHeadlinesOverTheBuilds() throws Exception {
        FreeStyleProject job = job();
        RecordedBuilds.build(jenkins, job);
        RecordedBuilds.build(jenkins, job);
        RecordedBuilds.build(jenkins, job);

        HtmlPage page = browser.getPage(job, "ml/");

        assertThat(page.querySelectorAll(".ml-figure__title"))
                .extracting(DomNode::getTextContent)
                .containsExactly("Gates", "tumour.auc");
        JsonNode gates = data(page, 0);
        assertThat(JsonOfPages.texts(gates.path("gates").path(0).path("failed"))).containsExactly("1", "3");
        assertThat(JsonOfPages.texts(gates.path("gates").path(0).path("passed"))).containsExactly("2");
        assertThat(data(page, 1).path("points")).hasSize(3);
        assertThat(page.querySelectorAll("section[aria-labelledby=builds] tbody tr")).hasSize(3);
    }

    @Test
    void isThereWhenEveryBuildFailed() throws Exception {
        FreeStyleProject job = RecordedBuilds.job(jenkins, "churn", (sample, number) -> sample.gate(false));
        job.getBuildersList().add(new FailureBuilder());
        jenkins.buildAndAssertStatus(Result.FAILURE, job);
        jenkins.buildAndAssertStatus(Result.FAILURE, job);

        assertThat(JsonOfPages.texts(data(browser.getPage(job, "ml/"), 0)
                        .path("gates")
                        .path(0)
                        .path("failed"))).containsExactly("1", "2");
        assertThat(browser.getPage(job).querySelectorAll(".ml-page--box .ml-figure")).hasSize(1);
    }

    @Test
    void drawsTheMetricsThatAreAskedFor() throws Exception {
        FreeStyleProject job = job();
        RecordedBuilds.build(jenkins, job);

        HtmlPage page = browser.getPage(job, "ml/?metric=tumour.recall&metric=tumour.f1&metric=tumour.f1&metric=tumour.f2&metric=<b>");

        assertThat(page.querySelectorAll(".ml-figure__title"))
                .extracting(DomNode::getTextContent)
                .containsExactlyInAnyOrder("Gates", "tumour.recall", "tumour.f1");
        assertThat(page.querySelectorAll(".ml-choices input[checked]"))
                .extracting(input -> ((DomElement) input).getAttribute("value"))
                .containsExactly("tumour.f1", "tumour.recall");
        assertThat(page.querySelectorAll("[role=status]"))
                .extracting(DomNode::getTextContent)
                .containsExactlyInAnyOrder(
                        "No build has the metric 'tumour.f2'; did you mean 'tumour.f1'?", "No build has the metric '<b>'");
    }

    @Test
    void isNotThereForAJobWithoutMlSteps() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("plain");
        RecordedBuilds.build(jenkins, job);

        browser.assertFails(job.getUrl() + "ml/", 404);
    }

    @Test
    void comparesTwoBuilds() throws Exception {
        FreeStyleProject job = job();
        RecordedBuilds.build(jenkins, job);
        RecordedBuilds.build(jenkins, job);
        RecordedBuilds.build(jenkins, job);

        HtmlPage page = browser.getPage(job, "ml/compare/?from=1&to=2");

        assertThat(page.querySelector("section[aria-labelledby=metrics]").getTextContent()).contains("tumour.auc", "±0");
        assertThat(page.querySelectorAll("section[aria-labelledby=gates] .ml-mark"))
                .extracting(mark -> mark.getTextContent().strip())
                .containsExactly("Failed", "Passed");
        assertThat(page.querySelectorAll("option[selected]")).extracting(DomNode::getTextContent).containsExactly("#1", "#2");
    }

    @Test
    void comparesTheLastTwoBuildsUnlessAskedOtherwise() throws Exception {
        FreeStyleProject job = job();
        RecordedBuilds.build(jenkins, job);
        RecordedBuilds.build(jenkins, job);

        HtmlPage page = browser.getPage(job, "ml/compare/");

        assertThat(page.querySelectorAll("option[selected]")).extracting(DomNode::getTextContent).containsExactly("#1", "#2");

        JsonNode json = JsonOfPages.of(browser, job.getUrl() + "ml/compare/");
        assertThat(json.at("/from/number").asInt()).isEqualTo(1);
        assertThat(json.at("/to/gates/quality").asBoolean()).isTrue();
        assertThat(json.at("/changes").path("tumour.auc").asDouble(-1)).isZero();
        assertThat(json.path("facts")).anyMatch(fact -> fact.path("name").asText().equals("tumour: model")
                && fact.path("to").asText().equals(SampleBuild.DIGEST));
    }

    @Test
    void saysWhatDiffersExceptForTimesThatPassed() throws Exception {
        FreeStyleProject job = RecordedBuilds.job(jenkins, "churn", (sample, number) -> {
            sample.training("tumour");
            if (number == 2) {
                Path record = sample.ml().resolve("train/tumour/record.json");
                String later = Files.readString(record)
                        .replace(SampleBuild.DIGEST, SampleBuild.DIGEST.replace('3', '4'))
                        .replace("09:28:37Z", "09:28:37.020Z");
                Files.writeString(record, later);
            }
        });
        RecordedBuilds.build(jenkins, job);
        RecordedBuilds.build(jenkins, job);

        HtmlPage page = browser.getPage(job, "ml/compare/");

        assertThat(page.querySelectorAll("section[aria-labelledby=facts] tbody tr"))
                .extracting(row -> row.querySelector("th").getTextContent(), row -> row.querySelector("td:last-child").getTextContent())
                .containsExactly(tuple("tumour: data", "same"), tuple("tumour: model", "differs"), tuple("tumour: took", "–"));
    }

    @Test
    void comparesNoRollBackUnlessAskedTo() throws Exception {
        FreeStyleProject job = RecordedBuilds.job(jenkins, "churn", (sample, number) -> {
            if (number == 3) {
                FileTree.remove(sample.ml());
                sample.deployment("production", Deployment.Status.DEPLOYED, SampleBuild.URL);
            } else {
                sample.gate(true);
            }
        });
        RecordedBuilds.build(jenkins, job);
        RecordedBuilds.build(jenkins, job);
        RecordedBuilds.build(jenkins, job);

        HtmlPage page = browser.getPage(job, "ml/compare/");

        assertThat(page.querySelectorAll("option[selected]")).extracting(DomNode::getTextContent).containsExactly("#1", "#2");
    }

    @Test
    void comparesNothingElseThanBuilds() throws Exception {
        FreeStyleProject job = job();
        RecordedBuilds.build(jenkins, job);

        browser.assertFails(job.getUrl() + "ml/compare/?from=1&to=7", 404);
        browser.assertFails(job.getUrl() + "ml/compare/?from=../../secrets&to=1", 400);
    }

    @Test
    void saysTheSameAsJson() throws Exception {
        FreeStyleProject job = job();
        RecordedBuilds.build(jenkins, job);
        RecordedBuilds.build(jenkins, job);

        JsonNode json = JsonOfPages.of(browser, job.getUrl() + "ml/");

        JsonNode latest = json.path("builds").path(0);
        assertThat(latest.path("number").asInt()).isEqualTo(2);
        assertThat(latest.path("metrics").path("tumour.auc").asDouble()).isEqualTo(0.99737);
        assertThat(latest.path("gates").path("quality").asBoolean()).isTrue();
    }

    /** A job whose gate passes in builds with even numbers. */
    private FreeStyleProject job() throws Exception {
        return RecordedBuilds.job(jenkins, "churn", (sample, number) -> {
            sample.training("tumour");
            sample.gate(number % 2 == 0);
        });
    }

    private static JsonNode data(HtmlPage page, int chart) throws IOException {
        return JsonOfPages.chart(page.querySelectorAll("[data-ml-chart]").get(chart));
    }
}
