package io.jenkins.plugins.mlsteps.jenkins.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.hudson.plugins.folder.AbstractFolderPropertyDescriptor;
import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.Descriptor;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.mlsteps.host.configuration.ConfigException;
import io.jenkins.plugins.mlsteps.jenkins.People;
import io.jenkins.plugins.mlsteps.spec.administration.Policy;
import io.jenkins.plugins.mlsteps.spec.administration.RequiredGate;
import java.util.List;
import java.util.Map;
import org.htmlunit.html.HtmlForm;
import org.jenkinsci.plugins.structs.SymbolLookup;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class FolderRestrictionTest {
    private static JenkinsRule jenkins;

    @BeforeAll
    static void start(JenkinsRule rule) {
        jenkins = rule;
        People.moveInto(rule);
        MlConfiguration.get()
                .keep(
                        """
                        environments:
                          staging: { target: { type: local } }
                          production: { target: { type: local }, policy: { gates: [quality], approvals: { count: 1 } } }
                        """);
    }

    @AfterAll
    static void stop() throws Exception {
        jenkins.after();
    }

    private static Folder folder(Folder parent, String text) throws Exception {
        Folder folder = parent == null
                ? jenkins.createProject(Folder.class)
                : parent.createProject(Folder.class, "inner");
        folder.addProperty(new MlFolderProperty(text));
        return folder;
    }

    @Test
    void jobsUseWhatTheFoldersAroundThemLeaveUnderTheStrictestPolicy() throws Exception {
        Folder outer = folder(null, "policies: { production: { gates: [fairness], approvals: { count: 2 } } }");
        Folder inner = folder(outer, "environments: [production]\npolicies: { production: { maxAgeHours: 1 } }");
        FreeStyleProject inside = inner.createProject(FreeStyleProject.class, "churn");
        FreeStyleProject outside = jenkins.createFreeStyleProject();

        var left = MlConfiguration.get().administrationFor(inside).environments();
        assertThat(left).containsOnlyKeys("production");
        Policy policy = left.get("production").policy();
        assertThat(policy.gates()).extracting(RequiredGate::name).containsExactly("quality", "fairness");
        assertThat(policy.approvals().count()).isEqualTo(2);
        assertThat(policy.maxAgeHours()).isEqualTo(1);
        assertThat(MlConfiguration.get().administrationFor(outside))
                .isEqualTo(MlConfiguration.get().administration());
    }

    @Test
    void whatAFolderSaysAndCannotMeanFailsItsJobs() throws Exception {
        FreeStyleProject typo = folder(null, "policies: { produktion: { gates: [fairness] } }")
                .createProject(FreeStyleProject.class, "churn");
        FreeStyleProject wider = folder(null, "policies: { production: { verdictsFrom: ['**'] } }")
                .createProject(FreeStyleProject.class, "churn");

        assertThatThrownBy(() -> MlConfiguration.get().administrationFor(typo))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("did you mean 'production'");
        assertThatThrownBy(() -> MlConfiguration.get().administrationFor(wider))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("accepts more");
    }

    @Test
    void theFormOfAFolderKeepsTheTextAndRefusesAWrongOne() throws Exception {
        Folder folder = folder(null, "environments: [staging]");
        HtmlForm form = People.browser(jenkins, "root").getPage(folder, "configure").getFormByName("config");
        jenkins.submit(form);
        assertThat(folder.getProperties().get(MlFolderProperty.class).getText()).isEqualTo("environments: [staging]");

        form = People.browser(jenkins, "root").getPage(folder, "configure").getFormByName("config");
        form.getTextAreaByName("_.text").setText("enviroments: [staging]");
        String answer = jenkins.submit(form).getWebResponse().getContentAsString();
        assertThat(answer).contains("unknown key").contains("did you mean");
        assertThat(folder.getProperties().get(MlFolderProperty.class).getText()).isEqualTo("environments: [staging]");
    }

    @Test
    void theFormSaysWhatIsNotDefinedAndWhatAsksForLess() throws Exception {
        Folder folder = folder(folder(null, "environments: [production]"), "");

        assertThat(checked(folder, "environments: [produktion]"))
                .contains("warning", "produktion", "which is not defined; did you mean");
        assertThat(checked(folder, "environments: [staging]")).as("taken away by the folder around it").contains("which is not defined");
        assertThat(checked(folder, "policies: { produktion: { gates: [fairness] } }")).contains("error", "that is not defined");
        assertThat(checked(folder, "policies: { production: { verdictsFrom: ['**'] } }")).contains("error", "accepts more");
        assertThat(checked(folder, "policies: { production: { gates: [{ name: quality, rules: ['auc >'] }] } }"))
                .contains("error", "policies.production.gates", "does not parse");
        assertThat(checked(folder, "environments: [production]")).doesNotContain("error", "warning");
    }

    private static String checked(Folder folder, String text) throws Exception {
        String check = folder.getUrl() + "descriptorByName/" + MlFolderProperty.class.getName() + "/checkText";
        return People.post(jenkins, "root", check, "value", text).getWebResponse().getContentAsString();
    }

    @Test
    void aBuildSaysInOneSentenceWhatItsFolderCannotMean() throws Exception {
        WorkflowJob job = folder(null, "enviroments: [staging]").createProject(WorkflowJob.class, "churn");
        job.setDefinition(new CpsFlowDefinition("node { trainModel(name: 'churn', command: 'echo auc=1') }", true));

        WorkflowRun build = jenkins.buildAndAssertStatus(Result.FAILURE, job);

        jenkins.assertLogContains("unknown key 'enviroments'; did you mean 'environments'?", build);
        jenkins.assertLogNotContains("\tat ", build);
    }

    @Test
    void aBuildSaysThatAFolderMayNotAllowTheEnvironmentWhetherThereIsOneOrNot() throws Exception {
        Folder folder = folder(null, "environments: [staging]");

        for (String name : List.of("production", "nowhere")) {
            assertThat(refusal(folder.createProject(WorkflowJob.class, name), name))
                    .contains("environment '" + name + "' is not defined or not allowed by the folders around this job"
                            + " (defined: staging); environments are defined in Manage Jenkins, ML Environments");
        }
        WorkflowJob free = folder(null, "policies: { production: { maxAgeHours: 1 } }").createProject(WorkflowJob.class, "free");
        assertThat(refusal(free, "nowhere"))
                .contains("environment 'nowhere' is not defined (defined: staging, production); environments are");
    }

    private static String refusal(WorkflowJob job, String environment) throws Exception {
        job.setDefinition(new CpsFlowDefinition("deployEndpoint(name: 'churn', model: 'churn', environment: '" + environment + "')", true));
        return JenkinsRule.getLog(jenkins.buildAndAssertStatus(Result.FAILURE, job));
    }

    @Test
    void onlyThoseWhoConfigureTheFolderMayCheckATextAndOnlyByPost() throws Exception {
        Folder folder = folder(null, "");
        String check = folder.getUrl() + "descriptorByName/" + MlFolderProperty.class.getName() + "/checkText";

        assertThat(People.post(jenkins, "rita", check, "value", "x")
                        .getWebResponse()
                        .getStatusCode())
                .isEqualTo(403);
        assertThat(People.get(jenkins, "root", check + "?value=x")).isEqualTo(405);
        assertThat(People.post(jenkins, "root", check, "value", "enviroments: []")
                        .getWebResponse()
                        .getContentAsString())
                .contains("unknown key");
    }

    /** What the Dynamic DSL of Job DSL does with {@code folder('team') { properties { mlSteps { text('…') } } }}. */
    @Test
    void jobDslFindsThePropertyByItsSymbolAndMakesItOfItsText() throws Exception {
        Descriptor<?> descriptor = SymbolLookup.get().find(AbstractFolderPropertyDescriptor.class, "mlSteps");
        DescribableModel<?> model = DescribableModel.of(descriptor.clazz);
        assertThat(model.getParameters()).singleElement().satisfies(parameter -> {
            assertThat(parameter.getName()).isEqualTo("text");
            assertThat(parameter.getRawType()).isEqualTo(String.class);
        });

        Folder folder = jenkins.createProject(Folder.class);
        folder.addProperty((MlFolderProperty) model.instantiate(Map.of("text", "environments: [staging]"), null));

        FreeStyleProject inside = folder.createProject(FreeStyleProject.class, "churn");
        assertThat(MlConfiguration.get().administrationFor(inside).environments()).containsOnlyKeys("staging");
    }
}
