package io.jenkins.plugins.mlsteps.jenkins.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.model.FreeStyleProject;
import hudson.util.Secret;
import io.jenkins.plugins.mlsteps.gate.attestation.SigningKey;
import io.jenkins.plugins.mlsteps.gate.attestation.TrustedKey;
import io.jenkins.plugins.mlsteps.host.configuration.ConfigException;
import io.jenkins.plugins.mlsteps.jenkins.People;
import io.jenkins.plugins.mlsteps.spec.administration.RequiredGate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.htmlunit.Page;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class MlEnvironmentsTest {
    private static final String WRONG_RULE =
            "environments: { production: { target: { type: local }, policy: { gates: [{ name: quality, rules: ['auc >='] }] } } }";

    private static final String TEXT =
            """
            # what we have
            environments:
              production:
                tier: production
                target: { type: local }
                policy: { gates: [quality] }
            """;

    private static final String PAGE = "manage/ml-environments/";

    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
        People.moveInto(rule);
    }

    @AfterAll
    static void stop() throws Exception {
        jenkins.after();
    }

    @BeforeEach
    void nothingIsDefined() throws Exception {
        MlConfiguration.get().keep("");
        Files.deleteIfExists(keys());
    }

    private static Path keys() {
        return jenkins.jenkins.getRootDir().toPath().resolve("ml-verdict-keys.json");
    }

    @Test
    void whoMayConfigureEnvironmentsAndSeesNoPageThatManagesJenkinsIsLedToThemByTheModels() throws Exception {
        HtmlPage models = People.browser(jenkins, "carl").goTo("ml-models/");

        HtmlPage environments = models.getAnchorByText("ML Environments").click();
        assertThat(environments.getFormByName("environments")).isNotNull();

        HtmlPage others = People.browser(jenkins, "rita").goTo("ml-models/");
        assertThat(others.getAnchors()).noneMatch(anchor -> anchor.getHrefAttribute().contains("ml-environments"));
    }

    @Test
    void keepsWhatSomebodyWithThePermissionTypesAndGivesItToJobsAfterARestart() throws Exception {
        HtmlPage page = People.browser(jenkins, "carl").goTo(PAGE);
        HtmlForm form = page.getFormByName("environments");
        form.getTextAreaByName("_.text").setText(TEXT);
        jenkins.submit(form);

        MlConfiguration stored = new MlConfiguration();
        FreeStyleProject job = jenkins.createFreeStyleProject();
        assertThat(stored.getText().strip()).isEqualTo(TEXT.strip());
        assertThat(stored.administrationFor(job).environments().get("production").policy().gates())
                .extracting(RequiredGate::name)
                .containsExactly("quality");
    }

    @Test
    void refusesATextThatCannotBeUnderstoodAndKeepsTheOneBefore() throws Exception {
        MlConfiguration.get().keep(TEXT);
        HtmlPage page = People.browser(jenkins, "root").goTo(PAGE);
        HtmlForm form = page.getFormByName("environments");
        form.getTextAreaByName("_.text").setText(TEXT.replace("gates", "gatez"));

        Page answer = jenkins.submit(form);

        assertThat(answer.getWebResponse().getStatusCode()).isEqualTo(400);
        assertThat(answer.getWebResponse().getContentAsString())
                .contains("ML Environments:6: unknown key")
                .contains("did you mean")
                .doesNotContain(ConfigException.class.getSimpleName());
        assertThat(MlConfiguration.get().getText()).isEqualTo(TEXT);
    }

    @Test
    void saysWhileItIsTypedWhatIsWrong() throws Exception {
        String check = "descriptorByName/" + MlConfiguration.class.getName() + "/checkText";

        String wrong = People.post(jenkins, "carl", check, "value", TEXT.replace("local", "lokal"))
                .getWebResponse()
                .getContentAsString();
        String right = People.post(jenkins, "carl", check, "value", TEXT).getWebResponse().getContentAsString();

        assertThat(wrong).contains("ML Environments:5:", "allowed is local");
        assertThat(right).contains("1 environment, 0 compute profiles");
        assertThat(People.post(jenkins, "carl", check, "value", TEXT.replace("local", "ssh")).getWebResponse().getContentAsString())
                .contains("warning", "cannot deploy to the type of target of: production");
        assertThat(People.post(jenkins, "carl", check, "value", WRONG_RULE).getWebResponse().getContentAsString())
                .contains("environments.production.policy.gates", "does not parse at column");
        assertThatThrownBy(() -> MlConfiguration.get().keep(WRONG_RULE))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("rule 'auc >=' does not parse");
        assertThat(People.post(jenkins, "rita", check, "value", TEXT).getWebResponse().getStatusCode())
                .isEqualTo(403);
        assertThat(People.get(jenkins, "carl", check + "?value=x")).isEqualTo(405);
    }

    @Test
    void aStoredTextThatTurnedInvalidFailsInsteadOfDefiningNothing() throws Exception {
        MlConfiguration.get().keep(TEXT);
        Path file = jenkins.jenkins.getRootDir().toPath().resolve(MlConfiguration.class.getName() + ".xml");
        Files.writeString(file, Files.readString(file).replace("gates", "gatez"));

        assertThatThrownBy(() -> new MlConfiguration().administration())
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("unknown key 'gatez'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rita", "mia", "olga", "nils"})
    void nobodyElseSeesOrChangesIt(String person) throws Exception {
        MlConfiguration.get().keep(TEXT);
        String key = InstanceVerdictKeys.get().signing().id();

        assertThat(People.get(jenkins, person, PAGE)).isEqualTo(403);
        assertThat(People.post(jenkins, person, PAGE + "save", "json", "{\"text\":\"\"}")
                        .getWebResponse()
                        .getStatusCode())
                .isEqualTo(403);
        assertThat(People.post(jenkins, person, PAGE + "rotate").getWebResponse().getStatusCode())
                .isEqualTo(403);

        assertThat(MlConfiguration.get().getText()).isEqualTo(TEXT);
        assertThat(InstanceVerdictKeys.get().signing().id()).isEqualTo(key);
    }

    @Test
    void nothingChangesByGet() throws Exception {
        MlConfiguration.get().keep(TEXT);

        assertThat(People.get(jenkins, "root", PAGE + "save?json={\"text\":\"\"}")).isEqualTo(405);
        assertThat(People.get(jenkins, "root", PAGE + "rotate")).isEqualTo(405);
        assertThat(MlConfiguration.get().getText()).isEqualTo(TEXT);
    }

    @Test
    void keepsTheVerdictKeyEncryptedAndShowsOnlyThePublicPart() throws Exception {
        SigningKey key = InstanceVerdictKeys.get().signing();

        assertThat(Files.readString(keys())).doesNotContain("PRIVATE").contains("{AQAA");
        String page = People.browser(jenkins, "carl").goTo(PAGE).getWebResponse().getContentAsString();
        assertThat(page).contains(key.id()).doesNotContain("PRIVATE");
        String download = People.browser(jenkins, "nils")
                .goTo(PAGE + "verdict.pub", "text/plain")
                .getWebResponse()
                .getContentAsString();
        assertThat(download).isEqualTo(key.publicPem());
        assertThat(People.text(jenkins, null, PAGE + "verdict.pub")).doesNotContain("PUBLIC KEY");
        assertThat(new InstanceVerdictKeys().signing().id()).isEqualTo(key.id());
    }

    @Test
    void aNewKeySignsAndTheOldOneCountsUntilThen() throws Exception {
        SigningKey old = InstanceVerdictKeys.get().signing();
        confirm("rotate");

        InstanceVerdictKeys keys = new InstanceVerdictKeys();
        List<TrustedKey> trusted = keys.trusted();
        Instant replaced = keys.retired().get(0).until();
        assertThat(keys.signing().id()).isNotEqualTo(old.id());
        assertThat(trusted).containsExactly(
                TrustedKey.always(keys.signing().publicKey()), new TrustedKey(old.publicKey(), replaced));
        assertThat(keys.retired()).singleElement().satisfies(it -> assertThat(it.by()).isEqualTo("carl"));
    }

    @Test
    void aKeyThatIsDistrustedCountsNoMoreNorDoThoseBeforeIt() throws Exception {
        InstanceVerdictKeys keys = InstanceVerdictKeys.get();
        String oldest = keys.signing().id();
        keys.rotate("root");
        String old = keys.signing().id();
        confirm("rotate?distrust=true");

        assertThat(keys.trusted()).containsExactly(TrustedKey.always(keys.signing().publicKey()));
        assertThat(keys.retired()).isEmpty();
        assertThat(keys.distrusted()).extracting(InstanceVerdictKeys.Retired::id).containsExactly(old, oldest);
        assertThat(People.text(jenkins, "carl", PAGE)).contains(old, oldest, "whose verdicts do not count");
        assertThat(People.post(jenkins, "rita", PAGE + "rotate", "distrust", "true")
                        .getWebResponse()
                        .getStatusCode())
                .isEqualTo(403);
    }

    /** What the button does when its question was answered with yes: nothing happens before. */
    private static void confirm(String address) throws Exception {
        HtmlPage page = People.browser(jenkins, "carl").goTo(PAGE);
        DomElement button = page.querySelector(".confirmation-link[data-url='" + address + "']");
        assertThat(button.getAttribute("data-message")).contains("signed until now");
        assertThat(button.getAttribute("data-post")).isEqualTo("true");
        People.post(jenkins, "carl", PAGE + button.getAttribute("data-url"));
    }

    @Test
    void readsTheKeysOfAnEarlierVersion() throws Exception {
        SigningKey old = InstanceVerdictKeys.get().signing();
        InstanceVerdictKeys.get().rotate("root");
        String now = Files.readString(keys());
        Files.writeString(keys(), now.replaceFirst(",\\s*\"distrusted\" : \\[ ]", ""));

        assertThat(Files.readString(keys())).isNotEqualTo(now);
        assertThat(InstanceVerdictKeys.get().trusted()).extracting(TrustedKey::key).contains(old.publicKey());
        assertThat(InstanceVerdictKeys.get().distrusted()).isEmpty();
    }

    @Test
    void aKeyOfAnotherSecretIsAnErrorNotANewKey() throws Exception {
        InstanceVerdictKeys.get().signing();
        Files.writeString(keys(), "{\"signing\":\"no secret\",\"retired\":[]}");

        assertThatThrownBy(() -> new InstanceVerdictKeys().signing())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be decrypted");
        assertThat(Secret.decrypt("no secret")).isNull();
    }

    @Test
    void administratorsConfigureButMayNotPromoteOrOverrideByThat() throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject();

        try (var root = People.as("root")) {
            assertThat(jenkins.jenkins.hasPermission(MlPermissions.CONFIGURE)).isTrue();
            assertThat(job.hasPermission(MlPermissions.PROMOTE)).isFalse();
            assertThat(job.hasPermission(MlPermissions.OVERRIDE)).isFalse();
        }
    }
}
