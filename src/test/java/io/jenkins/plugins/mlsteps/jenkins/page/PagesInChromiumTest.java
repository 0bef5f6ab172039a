package io.jenkins.plugins.mlsteps.jenkins.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.ExtensionList;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.darktheme.DarkThemeManagerFactory;
import io.jenkins.plugins.mlsteps.deploy.promotion.ApprovalDesk;
import io.jenkins.plugins.mlsteps.deploy.promotion.Decision;
import io.jenkins.plugins.mlsteps.deploy.promotion.PendingPromotion;
import io.jenkins.plugins.mlsteps.deploy.promotion.Promotion;
import io.jenkins.plugins.mlsteps.deploy.promotion.PromotionRequest;
import io.jenkins.plugins.mlsteps.deploy.promotion.Stage;
import io.jenkins.plugins.mlsteps.jenkins.People;
import io.jenkins.plugins.mlsteps.jenkins.RecordedBuilds;
import io.jenkins.plugins.mlsteps.jenkins.configuration.MlConfiguration;
import io.jenkins.plugins.mlsteps.jenkins.promotion.PendingPromotions;
import io.jenkins.plugins.mlsteps.jenkins.promotion.PromotionDesk;
import io.jenkins.plugins.mlsteps.jenkins.record.BuildRecords;
import io.jenkins.plugins.mlsteps.report.Chromium;
import io.jenkins.plugins.mlsteps.report.Contrast;
import io.jenkins.plugins.mlsteps.report.HostileBuild;
import io.jenkins.plugins.mlsteps.report.SampleBuild;
import io.jenkins.plugins.mlsteps.spec.administration.Policy;
import io.jenkins.plugins.thememanager.ThemeManagerPageDecorator;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The pages as a browser sees them, under the content security policy that Jenkins enforces in tests. */
@WithJenkins
class PagesInChromiumTest {
    /** In place of a group: who may promote may approve. */
    private static final String ANYBODY = null;

    /** Where pictures of the pages are put; none are taken when it is not set. */
    private static final String PICTURES = System.getProperty("mlsteps.pages");

    /** Pages of Jenkins itself, on which ours is a part; not all that Jenkins puts there has a name. */
    private static final Set<String> OF_JENKINS = Set.of("summary", "overridden", "job");

    private static final String HASH = SampleBuild.DIGEST.substring("sha256:".length());
    private static final String ENVIRONMENTS =
            """
            environments:
              staging:
                target: { type: local, port: 8124 }
                policy: { gates: [quality, fairness], overrideHours: 4 }
              production:
                tier: production
                target: { type: local, port: 8123 }
                policy:
                  gates: [quality]
                  approvals: { count: 2, group: release-managers, notAuthor: true }
            """;

    /** Words before facts that are broken to make room for the fact. */
    private static final String BROKEN_LABELS =
            """
            [...document.querySelectorAll('.ml-facts dt')].filter(label => {
                const text = document.createRange();
                text.selectNodeContents(label);
                return label.textContent.length < 15 && text.getClientRects().length > 1;
            }).map(label => label.textContent).join()
            """;

    @TempDir(cleanup = CleanupMode.NEVER)
    Path profile;

    @Test
    void drawEveryChartAndBreakNoPolicy(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = RecordedBuilds.job(jenkins, "tumour-classifier", PagesInChromiumTest::train);
        FreeStyleBuild build = RecordedBuilds.build(jenkins, job);
        overridden(RecordedBuilds.build(jenkins, job), Decision.override("olga", "customer outage", Instant.now()));
        FreeStyleProject hostile =
                RecordedBuilds.forging(jenkins, "hostile", (sample, number) -> HostileBuild.write(sample.ml()));
        RecordedBuilds.build(jenkins, hostile);
        RecordedBuilds.build(jenkins, hostile);
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("build", build.getUrl() + "ml/");
        pages.put("summary", build.getUrl());
        pages.put("trend", job.getUrl() + "ml/");
        pages.put("job", job.getUrl());
        pages.put("compare", job.getUrl() + "ml/compare/");
        pages.put("overridden", job.getUrl() + "2/");
        pages.put("models", "ml-models/");
        pages.put("model", "ml-models/" + HASH + "/");
        pages.put("promotions", "ml-promotions/");
        pages.put("promotion", "ml-promotions/promotion/" + asked(build, ANYBODY) + "/");
        pages.put("log", "ml-promotions/log/");
        pages.put("environments", "manage/ml-environments/");
        pages.put("hostile", hostile.getUrl() + "1/ml/");
        pages.put("hostile-trend", hostile.getUrl() + "ml/");

        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        try (Chromium chromium = chromium()) {
            signInUnseen(chromium, jenkins, "ann");
            chromium.open(jenkins.getURL().toURI().resolve(pages.get("promotion")));
            assertThat(chromium.evaluate("document.querySelectorAll('form[name=approve], form[name=reject]').length").asInt())
                    .as("forms to decide")
                    .isEqualTo(2);
            chromium.resize(1400, 1000, false);
            for (Map.Entry<String, String> page : pages.entrySet()) {
                chromium.open(jenkins.getURL().toURI().resolve(page.getValue()));
                assertDrawn(chromium, page.getKey());
                picture(chromium, page.getKey());
            }
            ThemeManagerPageDecorator.get().setTheme(new DarkThemeManagerFactory());
            for (Map.Entry<String, String> page : pages.entrySet()) {
                chromium.open(jenkins.getURL().toURI().resolve(page.getValue()));
                assertDrawn(chromium, page.getKey() + " in the dark");
                picture(chromium, page.getKey() + "-dark");
            }
            assertThat(chromium.evaluate("fetch('.').then(page => page.headers.get('Content-Security-Policy'))").asText())
                    .contains("script-src");
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    private static void assertDrawn(Chromium chromium, String page) throws Exception {
        assertThat(chromium.evaluate(
                                "[...document.querySelectorAll('[data-ml-chart]')].every(e => e.querySelector('svg'))")
                        .asBoolean())
                .as(page)
                .isTrue();
        assertThat(chromium.evaluate("typeof window.hacked").asText()).isEqualTo("undefined");
        if (OF_JENKINS.stream().noneMatch(page::startsWith)) {
            assertThat(chromium.evaluate("document.querySelectorAll('.ml-page').length").asInt()).as(page).isPositive();
            assertThat(chromium.nameless("#main-panel")).as(page).isEmpty();
            assertThat(Contrast.tooLow(chromium, ".ml-page")).as(page).isEmpty();
            assertThat(chromium.evaluate(BROKEN_LABELS).asText()).as(page).isEmpty();
        }
    }

    /** The second build makes, judges and deploys another model. */
    private static void train(SampleBuild sample, int number) throws Exception {
        SampleBuild.full(sample.ml());
        Path model = sample.ml().resolve("train/tumour/model/model.onnx");
        Files.createDirectories(model.getParent());
        Files.writeString(model, "weights " + number);
        Path training = sample.ml().resolve("train/tumour/record.json");
        Files.writeString(training, Files.readString(training).replace("tumour.csv", "a directory/".repeat(20) + "tumour.csv"));
        if (number == 2) {
            for (String record : List.of(
                    "train/tumour/record.json", "train/tumour/model.json", "gate/quality/verdict.json",
                    "deploy/staging/tumour/deployment.json")) {
                Path file = sample.ml().resolve(record);
                Files.writeString(
                        file,
                        Files.readString(file).replace(HASH, HASH.replace('3', '4')).replace("2025-03-14", "2025-03-15"));
            }
        }
    }

    /** Lets a build end a promotion into production, as {@code deployEndpoint} does. */
    private static void overridden(FreeStyleBuild build, Decision override) throws Exception {
        PromotionRequest request = request("production", "better on rare tumours");
        PromotionDesk.of(build)
                .close(new Promotion(request, Stage.DEPLOYED, List.of(), null, List.of(), override, null, List.of()));
    }

    /** Key of a promotion that waits for two people of a group, and beside it one that the policy refuses. */
    private static String asked(FreeStyleBuild build, String group) throws Exception {
        MlConfiguration.get().keep(ENVIRONMENTS);
        Policy.Approvals two = new Policy.Approvals(2, group, true);
        ApprovalDesk desk = PromotionDesk.of(build);
        desk.open(promotion("staging", null, List.of("gate 'fairness' has no verdict"), two));
        desk.open(promotion("production", "better on rare tumours", List.of(), two));
        return ExtensionList.lookupSingleton(PendingPromotions.class).getPending().get(1).getKey();
    }

    private static PendingPromotion promotion(
            String environment, String why, List<String> unmet, Policy.Approvals approvals) {
        return new PendingPromotion(request(environment, why), approvals, List.of(), unmet);
    }

    private static PromotionRequest request(String environment, String why) {
        return new PromotionRequest(
                environment,
                "tumour",
                environment,
                "tumour",
                SampleBuild.DIGEST,
                "tumour-classifier",
                List.of("mia"),
                why,
                PromotionRequest.Origin.JOB);
    }

    @Test
    void followWhatARunningStepSays(JenkinsRule jenkins) throws Exception {
        CountDownLatch mayEnd = new CountDownLatch(1);
        FreeStyleProject job = RecordedBuilds.job(jenkins, "churn", (sample, number) -> {
            mayEnd.await();
            sample.training("tumour");
        });
        FreeStyleBuild build = job.scheduleBuild2(0).waitForStart();
        BuildRecords.of(build).progress("tumour", "epoch 1");

        try (Chromium chromium = chromium()) {
            chromium.open(jenkins.getURL().toURI().resolve(build.getUrl() + "ml/"));
            assertThat(chromium.evaluate("document.querySelector('.ml-live__steps dd').textContent").asText())
                    .isEqualTo("epoch 1");
            BuildRecords.of(build).progress("tumour", "epoch 2 <img src=x>");
            String said = chromium.evaluate("new Promise(done => { const look = () => {"
                            + " const said = document.querySelector('.ml-live__steps dd').textContent;"
                            + " said === 'epoch 1' ? setTimeout(look, 50) : done(said); }; look(); })")
                    .asText();
            assertThat(said).isEqualTo("epoch 2 <img src=x>");
        } finally {
            mayEnd.countDown();
        }
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
    }

    @Test
    void askForWhatOneChoosesInAnAddressWithoutMore(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = RecordedBuilds.job(jenkins, "churn", (sample, number) -> sample.training("tumour"));
        RecordedBuilds.build(jenkins, job);
        RecordedBuilds.build(jenkins, job);

        try (Chromium chromium = chromium()) {
            open(chromium, jenkins.getURL().toURI().resolve(job.getUrl() + "ml/compare/"));
            chromium.tabTo(".ml-pair button");
            chromium.enter();
            assertThat(chromium.evaluate("location.search").asText()).isEqualTo("?from=1&to=2");

            open(chromium, jenkins.getURL().toURI().resolve(job.getUrl() + "ml/"));
            chromium.tabTo(".ml-choices summary");
            chromium.press("Enter", 13);
            chromium.tabTo(".ml-choices button");
            chromium.enter();
            assertThat(chromium.evaluate("location.search").asText()).isEqualTo("?metric=tumour.auc");
        }
    }

    @Test
    void takeADecisionFromTheKeyboardAlone(JenkinsRule jenkins) throws Exception {
        People.moveInto(jenkins);
        FreeStyleBuild build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject());
        URI promotion = jenkins.getURL().toURI().resolve("ml-promotions/promotion/" + asked(build, "release-managers") + "/");

        try (Chromium chromium = chromium()) {
            signIn(chromium, jenkins, "ann");
            open(chromium, promotion);
            chromium.tabTo("#approve-reason");
            chromium.type("looks good");
            chromium.tabTo("form[name=approve] button");
            chromium.enter();
            assertThat(chromium.evaluate("location.pathname").asText()).endsWith("/ml-promotions/");

            signIn(chromium, jenkins, "bob");
            open(chromium, promotion);
            chromium.tabTo("#reject-reason");
            chromium.type("not before Monday");
            chromium.enter();
        }

        assertThat(PromotionDesk.of(build).decisions("production"))
                .extracting(Decision::kind, Decision::person, Decision::reason)
                .containsExactly(
                        tuple(Decision.Kind.APPROVE, "ann", "looks good"),
                        tuple(Decision.Kind.REJECT, "bob", "not before Monday"));
    }

    /** Leaves out Jenkins's header, whose user menu stays open when Tab goes through it. */
    private static void open(Chromium chromium, URI page) throws Exception {
        chromium.open(page);
        chromium.tabTo(".jenkins-skip-link");
        chromium.press("Enter", 13);
    }

    /** Without the page of Jenkins for it, of which a browser complains. */
    private static void signInUnseen(Chromium chromium, JenkinsRule jenkins, String person) throws Exception {
        chromium.open(jenkins.getURL().toURI().resolve("ml-models/"));
        JsonNode status = chromium.evaluate(("fetch('../j_spring_security_check', { method: 'POST', headers: crumb.wrap({}), body: new URLSearchParams({ j_username: '%1$s',"
                        + " j_password: '%1$s' }) }).then(answer => answer.status)")
                .formatted(person));
        assertThat(status.asInt()).as("signed in").isEqualTo(200);
    }

    private static void signIn(Chromium chromium, JenkinsRule jenkins, String person) throws Exception {
        chromium.open(jenkins.getURL().toURI().resolve("login"));
        chromium.tabTo("[name=j_username]");
        chromium.type(person);
        chromium.tabTo("[name=j_password]");
        chromium.type(person);
        chromium.enter();
    }

    private Chromium chromium() throws Exception {
        Optional<Path> executable = Chromium.find();
        assumeTrue(
                executable.isPresent(),
                "no chromium on PATH and none named by CHROME: the pages are not tried in a browser");
        return Chromium.start(executable.get(), profile);
    }

    private static void picture(Chromium chromium, String name) throws Exception {
        if (PICTURES != null) {
            Files.createDirectories(Path.of(PICTURES));
            Files.write(Path.of(PICTURES, name + ".png"), chromium.screenshot());
        }
    }
}
