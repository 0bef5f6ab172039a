package io.jenkins.plugins.mlsteps.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.ExtensionList;
import hudson.model.FreeStyleBuild;
import hudson.security.ACLContext;
import io.jenkins.plugins.mlsteps.deploy.promotion.ApprovalDesk;
import io.jenkins.plugins.mlsteps.deploy.promotion.PendingPromotion;
import io.jenkins.plugins.mlsteps.deploy.promotion.PromotionRequest;
import io.jenkins.plugins.mlsteps.jenkins.configuration.InstanceVerdictKeys;
import io.jenkins.plugins.mlsteps.jenkins.configuration.MlConfiguration;
import io.jenkins.plugins.mlsteps.jenkins.configuration.MlFolderProperty;
import io.jenkins.plugins.mlsteps.jenkins.promotion.PendingPromotions;
import io.jenkins.plugins.mlsteps.jenkins.promotion.PromotionDesk;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.report.HostileBuild;
import io.jenkins.plugins.mlsteps.report.SampleBuild;
import io.jenkins.plugins.mlsteps.spec.administration.Policy;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.htmlunit.WebResponse;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Each method and each page that answers requests, asked by those who may not and with records that attack. */
@WithJenkins
class WebSurfaceTest {
    private static final String CONFIGURATION = "environments: { production: { target: { type: local } } }\n";
    private static final String HASH = SampleBuild.DIGEST.substring("sha256:".length());
    private static final String ATTACK = HostileBuild.ATTACK;
    private static final Set<String> BY_GET = Set.of("configuration.MlEnvironments#doVerdictPub");

    private static JenkinsRule jenkins;
    private static FreeStyleBuild build;
    private static ApprovalDesk desk;
    private static Map<String, String> methods;
    private static Map<String, String> pages;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        People.moveInto(rule);
        MlConfiguration.get().keep(CONFIGURATION);
        build = RecordedBuilds.build(rule, RecordedBuilds.forging(rule, "churn", (sample, number) -> attack(sample.ml())));
        desk = PromotionDesk.of(build);
        desk.open(new PendingPromotion(
                new PromotionRequest(
                        "p", ATTACK, ATTACK, ATTACK, ATTACK, "churn", List.of(ATTACK), ATTACK, PromotionRequest.Origin.JOB),
                new Policy.Approvals(1, null, true),
                List.of(),
                List.of()));
        addresses(rule.createProject(Folder.class, "team"));
    }

    /** A whole build, in which the verdict about its model and what is beside it come from an attacker. */
    private static void attack(Path ml) throws Exception {
        SampleBuild.full(ml);
        HostileBuild.write(ml);
        Path verdict = ml.resolve("gate/g/verdict.json");
        ObjectNode forged = Json.read(verdict, ObjectNode.class);
        Json.write(verdict, forged.put("digest", SampleBuild.DIGEST));
    }

    private static void addresses(Folder folder) throws Exception {
        String check = "descriptorByName/%s/checkText";
        String promotion = "ml-promotions/promotion/" + key() + "/";
        methods = new TreeMap<>(Map.of(
                "configuration.MlEnvironments#doSave", "manage/ml-environments/save",
                "configuration.MlEnvironments#doRotate", "manage/ml-environments/rotate",
                "configuration.MlEnvironments#doVerdictPub", "manage/ml-environments/verdict.pub",
                "configuration.MlConfiguration#doCheckText", check.formatted(MlConfiguration.class.getName()),
                "configuration.MlFolderProperty$DescriptorImpl#doCheckText",
                        folder.getUrl() + check.formatted(MlFolderProperty.class.getName()),
                "page.ModelPage#doRollBack", "ml-models/" + HASH + "/rollBack",
                "promotion.PromotionOnDesk#doApprove", promotion + "approve",
                "promotion.PromotionOnDesk#doReject", promotion + "reject",
                "promotion.PromotionOnDesk#doOverride", promotion + "override"));
        pages = new TreeMap<>(Map.of(
                "MlTab", build.getUrl() + "ml/",
                "MlJobTab", "job/churn/ml/",
                "ComparePage", "job/churn/ml/compare/",
                "MlModelsPage", "ml-models/",
                "ModelPage", "ml-models/" + HASH + "/",
                "PendingPromotions", "ml-promotions/",
                "PromotionOnDesk", promotion,
                "LogPage", "ml-promotions/log/",
                "MlEnvironments", "manage/ml-environments/"));
    }

    private static String key() throws Exception {
        try (ACLContext ann = People.as("ann")) {
            return ExtensionList.lookupSingleton(PendingPromotions.class).getPending().get(0).getKey();
        }
    }

    @AfterAll
    static void stop() throws Exception {
        jenkins.after();
    }

    @Test
    void isTriedHereAsAWhole() throws Exception {
        WebSurface surface = new WebSurface();

        assertThat(surface.methods()).isEqualTo(methods.keySet());
        assertThat(surface.pages()).isEqualTo(pages.keySet());
    }

    @Test
    void takesOrdersByPostAlone() throws Exception {
        assertThat(new WebSurface().methodsByPostOnly()).doesNotContainAnyElementsOf(BY_GET).hasSize(methods.size() - BY_GET.size());
        for (Map.Entry<String, String> method : methods.entrySet()) {
            int expected = BY_GET.contains(method.getKey()) ? 200 : 405;
            String person = method.getKey().startsWith("promotion.") ? "ann" : "root";
            assertThat(People.get(jenkins, person, method.getValue() + "?reason=x&value=x"))
                    .as(method.getKey())
                    .isEqualTo(expected);
        }
        assertNothingHappened();
    }

    @Test
    void doesNothingForThoseWithoutThePermission() throws Exception {
        String key = InstanceVerdictKeys.get().signing().id();
        for (Map.Entry<String, String> method : methods.entrySet()) {
            for (String person : new String[] {"rita", "nils", null}) {
                boolean open = BY_GET.contains(method.getKey()) && person != null;
                int status = status(person, method.getValue());
                if (!open) {
                    assertThat(status).as(method.getKey() + " as " + person).isIn(403, 404);
                }
            }
        }
        assertThat(InstanceVerdictKeys.get().signing().id()).isEqualTo(key);
        assertNothingHappened();
    }

    private static int status(String person, String path) throws Exception {
        String form = "{\"text\":\"\"}";
        return People.post(jenkins, person, path, "json", form, "value", "x", "reason", "because")
                .getWebResponse()
                .getStatusCode();
    }

    private static void assertNothingHappened() throws Exception {
        assertThat(desk.decisions("p")).isEmpty();
        assertThat(MlConfiguration.get().getText()).isEqualTo(CONFIGURATION);
    }

    @Test
    void showsNothingOfAJobToThoseWhoMayNotReadIt() throws Exception {
        JenkinsRule.WebClient nils = People.browser(jenkins, "nils");
        nils.setJavaScriptEnabled(false);
        for (Map.Entry<String, String> page : pages.entrySet()) {
            for (String address : List.of(page.getValue(), page.getValue() + "api/json")) {
                WebResponse answer = nils.getPage(new URL(jenkins.getURL(), address)).getWebResponse();
                // Who is told 404 sees the address again.
                if (answer.getStatusCode() != 404) {
                    assertThat(answer.getContentAsString()).as(address).doesNotContain("hacked", "churn", SampleBuild.URL);
                }
                assertThat(People.get(jenkins, null, address)).as(address).isIn(403, 404);
            }
        }
    }

    @Test
    void hasNoScriptOrStyleInlineAndEscapesWhateverRecordsAndPeopleSay() throws Exception {
        JenkinsRule.WebClient browser = People.browser(jenkins, "ann");
        browser.setJavaScriptEnabled(false);
        for (Map.Entry<String, String> entry : pages.entrySet()) {
            HtmlPage page = entry.getKey().equals("MlEnvironments") ? configuration() : browser.goTo(entry.getValue());
            DomElement main = page.getElementById("main-panel");
            assertThat(main).as(entry.getKey()).isNotNull();
            assertThat(main.querySelectorAll("script:not([src]), style, [style], img[src=x]")).as(entry.getKey()).isEmpty();
            for (DomElement element : main.getDomElementDescendants()) {
                assertThat(element.getAttributesMap().keySet()).as(entry.getKey()).noneMatch(name -> name.startsWith("on"));
                assertThat(element.getAttribute("href")).as(entry.getKey()).doesNotStartWith("javascript:");
            }
        }
    }

    private static HtmlPage configuration() throws Exception {
        JenkinsRule.WebClient browser = People.browser(jenkins, "carl");
        browser.setJavaScriptEnabled(false);
        return browser.goTo(pages.get("MlEnvironments"));
    }

    @Test
    void showsWhatAnAttackerWroteAsText() throws Exception {
        JenkinsRule.WebClient browser = People.browser(jenkins, "ann");
        browser.setJavaScriptEnabled(false);
        for (String page : List.of("MlTab", "ModelPage", "PendingPromotions", "PromotionOnDesk", "LogPage")) {
            assertThat(browser.goTo(pages.get(page)).getBody().getTextContent()).as(page).contains("<img src=x onerror=");
        }
    }
}
