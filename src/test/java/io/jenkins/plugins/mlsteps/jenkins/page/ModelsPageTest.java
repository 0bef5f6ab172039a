package io.jenkins.plugins.mlsteps.jenkins.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import io.jenkins.plugins.mlsteps.jenkins.JsonOfPages;
import io.jenkins.plugins.mlsteps.jenkins.RecordedBuilds;
import io.jenkins.plugins.mlsteps.jenkins.configuration.MlPermissions;
import io.jenkins.plugins.mlsteps.record.Deployment;
import io.jenkins.plugins.mlsteps.report.SampleBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.html.DomNode;
import org.htmlunit.html.HtmlAnchor;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class ModelsPageTest {
    private static final String HASH = SampleBuild.DIGEST.substring("sha256:".length());
    private static final String OTHER = HASH.replace('3', '4');

    private JenkinsRule jenkins;
    private JenkinsRule.WebClient browser;

    @BeforeEach
    void open(JenkinsRule rule) {
        jenkins = rule;
        browser = rule.createWebClient();
        browser.setJavaScriptEnabled(false);
    }

    @Test
    void listsAModelWithTheBuildTheVerdictAndTheEnvironment() throws Exception {
        RecordedBuilds.build(jenkins, RecordedBuilds.full(jenkins, "churn"));

        HtmlPage page = browser.goTo("ml-models/");

        DomNode row = page.querySelector("tbody tr");
        assertThat(row.getTextContent()).contains("tumour", "sha256:3f1c9a70e2b8", "churn #1", "quality", "Passed", "staging / tumour");
        HtmlPage version = browser.goTo("ml-models/" + HASH + "/");
        assertThat(version.getBody().getTextContent()).contains(SampleBuild.DIGEST, "staging", "churn #1");
    }

    @Test
    void joinsWhatSeveralJobsSayOfOneDigest() throws Exception {
        RecordedBuilds.build(jenkins, RecordedBuilds.job(jenkins, "train", (sample, number) -> sample.training("tumour")));
        RecordedBuilds.build(jenkins, RecordedBuilds.job(jenkins, "judge", (sample, number) -> sample.gate(false)));

        JsonNode models = JsonOfPages.of(browser, "ml-models/").path("models");

        assertThat(models).hasSize(1);
        assertThat(JsonOfPages.texts(models.path(0).path("builds"))).containsExactly("train #1");
        assertThat(JsonOfPages.texts(models.path(0).path("failed"))).containsExactly("quality");
    }

    @Test
    void knowsThatALaterVersionServesInstead() throws Exception {
        FreeStyleProject job = RecordedBuilds.job(jenkins, "churn", (sample, number) -> {
            sample.deployment("staging", Deployment.Status.DEPLOYED, null);
            if (number == 2) {
                ofALaterVersion(sample.ml().resolve("deploy/staging/tumour/deployment.json"));
            }
        });
        RecordedBuilds.build(jenkins, job);
        RecordedBuilds.build(jenkins, job);

        assertThat(environments(HASH)).isEmpty();
        assertThat(environments(OTHER)).containsExactly("staging/tumour");
    }

    @Test
    void offersToRollBackAVersionThatServesElsewhereStill() throws Exception {
        FreeStyleProject job = RecordedBuilds.job(jenkins, "churn", (sample, number) -> {
            if (number == 1) {
                sample.deployment("staging", Deployment.Status.DEPLOYED, null);
            }
            sample.deployment("production", Deployment.Status.DEPLOYED, null);
            if (number == 2) {
                ofALaterVersion(sample.ml().resolve("deploy/production/tumour/deployment.json"));
            }
        });
        RecordedBuilds.build(jenkins, job);
        RecordedBuilds.build(jenkins, job);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .toEveryone()
                .grant(MlPermissions.PROMOTE)
                .everywhere()
                .toEveryone());

        assertThat(rollBackLinks()).as("to somebody unknown").isEmpty();
        browser.login("ann");
        assertThat(environments(HASH)).containsExactly("staging/tumour");
        assertThat(rollBackLinks()).containsExactly(HASH + "/#roll-back");
    }

    private static void ofALaterVersion(Path record) throws IOException {
        Files.writeString(record, Files.readString(record).replace(HASH, OTHER).replace("2025-03-14", "2025-03-15"));
    }

    private List<String> rollBackLinks() throws Exception {
        return browser.goTo("ml-models/").getAnchors().stream()
                .map(HtmlAnchor::getHrefAttribute)
                .filter(link -> link.endsWith("#roll-back"))
                .toList();
    }

    @Test
    void knowsWhatServesWhenTheBuildThatDeployedItIsDeleted() throws Exception {
        FreeStyleProject job = RecordedBuilds.full(jenkins, "churn");
        RecordedBuilds.build(jenkins, job).delete();

        assertThat(environments(HASH)).containsExactly("staging/tumour");
        HtmlPage version = browser.goTo("ml-models/" + HASH + "/");
        assertThat(version.getBody().getTextContent()).contains("tumour", "churn #1, deleted");
        assertThat(version.getAnchors()).noneMatch(anchor -> anchor.getHrefAttribute().contains("job/churn/1/"));

    }

    @Test
    void tellsThoseWhoConfigureEnvironmentsWhatServesFromADeletedJob() throws Exception {
        FreeStyleProject job = RecordedBuilds.full(jenkins, "churn");
        RecordedBuilds.build(jenkins, job);
        job.delete();
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .to("visitor", "keeper")
                .grant(MlPermissions.CONFIGURE)
                .everywhere()
                .to("keeper"));

        browser.login("keeper");
        assertThat(environments(HASH)).containsExactly("staging/tumour");
        HtmlPage version = browser.goTo("ml-models/" + HASH + "/");
        assertThat(version.getBody().getTextContent()).contains("tumour", "churn #1, deleted");
        assertThat(version.getAnchors()).noneMatch(anchor -> anchor.getHrefAttribute().contains("job/churn/"));
        assertThat(browser.goTo("ml-models/").querySelector("tbody tr").getTextContent()).contains("staging / tumour");

        browser.login("visitor");
        assertThat(browser.goTo("ml-models/").getBody().getTextContent()).contains("No models yet").doesNotContain("tumour");
        browser.assertFails("ml-models/" + HASH + "/", 404);
    }

    @Test
    void showsOnlyWhatJobsSayThatOneMayRead() throws Exception {
        FreeStyleProject secret = RecordedBuilds.full(jenkins, "secret");
        RecordedBuilds.build(jenkins, secret);
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .to("visitor", "colleague")
                .grant(Item.READ)
                .onItems(secret)
                .to("colleague"));

        browser.login("visitor");
        assertThat(browser.goTo("ml-models/").getBody().getTextContent()).contains("No models yet").doesNotContain("tumour");
        assertThat(JsonOfPages.of(browser, "ml-models/").path("models")).isEmpty();
        browser.assertFails("ml-models/" + HASH + "/", 404);
        browser.assertFails("ml-models/" + HASH + "/api/json", 404);
        browser.assertFails(secret.getUrl() + "ml/", 404);
        browser.assertFails(secret.getUrl() + "ml/api/json", 404);
        browser.assertFails(secret.getUrl() + "ml/compare/", 404);
        browser.assertFails(secret.getUrl() + "1/ml/", 404);
        browser.assertFails(secret.getUrl() + "1/ml/api/json", 404);

        browser.login("colleague");
        assertThat(browser.goTo("ml-models/").getBody().getTextContent()).contains("tumour");
        browser.goTo(secret.getUrl() + "1/ml/");
    }

    @Test
    void asksStrangersToLogIn() throws Exception {
        RecordedBuilds.build(jenkins, RecordedBuilds.full(jenkins, "churn"));
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy());

        browser.assertFails("ml-models/", 403);
        browser.assertFails("ml-models/api/json", 403);
        browser.assertFails("ml-models/" + HASH + "/", 403);
    }

    private List<String> environments(String hash) throws Exception {
        return JsonOfPages.texts(
                JsonOfPages.of(browser, "ml-models/" + hash + "/").path("model").path("environments"));
    }
}
