package io.jenkins.plugins.mlsteps.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.StudyRecord;
import io.jenkins.plugins.mlsteps.spec.Dimension;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlOption;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.html.HtmlSelect;
import org.htmlunit.util.NameValuePair;
import org.jenkinsci.plugins.pipeline.modeldefinition.generator.DirectiveGenerator;
import org.jenkinsci.plugins.pipeline.modeldefinition.generator.StageDirective;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class SnippetTest {
    private JenkinsRule jenkins;

    @BeforeEach
    void take(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void namesOnlyWhatDiffersFromTheDefaults() throws Exception {
        TrainModelStep train = new TrainModelStep("churn");
        train.setCommand("python3 train.py");
        train.setMetrics("out/metrics.json");
        train.setRetries(2);
        train.setEnv(Map.of("DEPTH", "3"));
        assertThat(Snippetizer.object2Groovy(train))
                .isEqualTo("trainModel command: 'python3 train.py', env: [DEPTH: '3'], metrics: 'out/metrics.json', name: 'churn', retries: 2");
    }

    @Test
    void writesNestedThingsByTheirWords() throws Exception {
        TuneHyperparamsStep tune = new TuneHyperparamsStep("churn");
        tune.setSpace(List.of(new LogUniformParameter("lr", 1e-5, 0.1), new ChoiceParameter("opt", List.of("adam", "3", "\"4\""))));
        assertThat(Snippetizer.object2Groovy(tune))
                .contains("logUniform(max: 0.1, min: 1.0E-5, name: 'lr')")
                .contains("choice(name: 'opt', values: ['adam', 3, '4'])");
        EvaluateGateStep gate = new EvaluateGateStep("quality", "churn");
        gate.setTests(List.of(new NonInferiorTest("auc", 0.005)));
        assertThat(Snippetizer.object2Groovy(gate)).contains("tests: [nonInferior(margin: 0.005, metric: 'auc')]");
    }

    @Test
    void theFormBecomesASnippet() throws Exception {
        JSONObject form = new JSONObject()
                .element("stapler-class", EvaluateGateStep.class.getName())
                .element("$class", EvaluateGateStep.class.getName())
                .element("name", "quality")
                .element("model", "churn")
                .element("rules", "auc >= 0.9\nf1 >= 0.8\n")
                .element("minSamples", "100")
                .element("onFail", "fail")
                .element("tests", new JSONArray());
        assertThat(snippet(form))
                .isEqualTo("evaluateGate minSamples: 100, model: 'churn', name: 'quality', rules: ['auc >= 0.9', 'f1 >= 0.8']");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {
        "abc, 0, tuneHyperparams: parameter 'trials' must be a number",
        "0, 0, parameter 'trials' is 0",
        "5, \"\", uniform: parameter 'min' is required",
        "5, low, uniform: parameter 'min' must be a number"
    })
    void theFormTakesNoOtherTextForANumber(String trials, String min, String refusal) throws Exception {
        JSONObject form = new JSONObject()
                .element("stapler-class", TuneHyperparamsStep.class.getName())
                .element("$class", TuneHyperparamsStep.class.getName())
                .element("name", "t")
                .element("trials", trials)
                .element(
                        "space",
                        new JSONArray()
                                .element(new JSONObject()
                                        .element("stapler-class", UniformParameter.class.getName())
                                        .element("$class", UniformParameter.class.getName())
                                        .element("name", "x")
                                        .element("min", min)
                                        .element("max", "1")));
        assertThat(snippet(form)).contains(refusal).doesNotContain("name: 't'");
    }

    @Test
    void theFormTakesMapsAsLines() throws Exception {
        JSONObject form = new JSONObject()
                .element("stapler-class", TrainModelStep.class.getName())
                .element("$class", TrainModelStep.class.getName())
                .element("name", "churn")
                .element("command", "true")
                .element("env", "A=1\nB=x=y");
        assertThat(snippet(form)).isEqualTo("trainModel command: 'true', env: [A: '1', B: 'x=y'], name: 'churn'");
    }

    @Test
    void theFormTakesTheValuesOfAChoiceAsJsonOrText() throws Exception {
        assertThat(choice("3\n0.10\ntrue\n\"4\"\nadam\n\"\"\n\"one\\ntwo\""))
                .isEqualTo("choice(name: 'x', values: [3, 0.1, true, '4', 'adam', '', '''one\ntwo'''])");
        assertThat(choice("[\"relu\", 64]\r\n{\"units\": [3]}\r\n[]"))
                .isEqualTo("choice(name: 'x', values: [['relu', 64], [units: [3]], []])");
    }

    /** A step that searches the values typed into its form, as a snippet that has been run; the snippet of the choice. */
    private String choice(String values) throws Exception {
        JSONObject form = new JSONObject()
                .element("stapler-class", TuneHyperparamsStep.class.getName())
                .element("$class", TuneHyperparamsStep.class.getName())
                .element("name", "t")
                .element("objective", "s")
                .element("direction", "maximize")
                .element("trials", "1")
                .element("command", "echo s=1")
                .element(
                        "space",
                        new JSONArray()
                                .element(new JSONObject()
                                        .element("stapler-class", ChoiceParameter.class.getName())
                                        .element("$class", ChoiceParameter.class.getName())
                                        .element("name", "x")
                                        .element("values", values)));
        String snippet = snippet(form);
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("pipeline { agent any\nstages { stage('T') { steps {\n" + snippet + "\n} } } }", true));
        Path study = jenkins.buildAndAssertSuccess(job).getArtifactsDir().toPath().resolve("ml/tune/t/study.json");
        assertThat(Json.read(study, StudyRecord.class).spec().space())
                .containsExactly(new Dimension.Choice("x", Literals.values(List.of(values))));
        return snippet.replaceFirst("(?s).*(choice\\(.*\\))\\].*", "$1");
    }

    @Test
    void theFormAsksForEveryParameter() throws Exception {
        HtmlPage page = form(jenkins.createWebClient(), "evaluateGate");
        assertThat((HtmlElement) page.getFirstByXPath("//textarea[@name='_.rules']")).isNotNull();
        assertThat((HtmlElement) page.getFirstByXPath("//select[@name='_.onFail']/option[@value='unstable']")).isNotNull();
        assertThat((HtmlElement) page.getFirstByXPath("//input[@name='_.sliceMinRows' and @value='10']")).isNotNull();
    }

    @Test
    void theFormChoosesNothingForWhichThereIsNoDefault() throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient();
        HtmlPage page = form(client, "tuneHyperparams");
        HtmlSelect direction = page.getFirstByXPath("//select[@name='_.direction']");
        assertThat(direction.getOptions()).extracting(HtmlOption::getValueAttribute).containsExactly("", "maximize", "minimize");
        assertThat(direction.getSelectedOptions()).extracting(HtmlOption::getValueAttribute).containsExactly("");
        HtmlSelect pruner = page.getFirstByXPath("//select[@name='_.pruner']");
        assertThat(pruner.getOptions()).extracting(HtmlOption::getValueAttribute).startsWith("none", "median");
        assertThat(snippet(new JSONObject()
                        .element("stapler-class", TuneHyperparamsStep.class.getName())
                        .element("$class", TuneHyperparamsStep.class.getName())
                        .element("name", "t")
                        .element("objectives", "auc\nsize")
                        .element("direction", "")
                        .element("directions", "maximize\nminimize")))
                .isEqualTo("tuneHyperparams directions: ['maximize', 'minimize'], name: 't', objectives: ['auc', 'size']");
    }

    private static HtmlPage form(JenkinsRule.WebClient client, String step) throws Exception {
        HtmlPage page = client.goTo(Snippetizer.ACTION_URL);
        HtmlSelect steps = page.getFirstByXPath("//select[contains(@class, 'dropdownList')]");
        steps.getOptions().stream()
                .filter(option -> option.getText().startsWith(step + ":"))
                .findFirst()
                .orElseThrow()
                .setSelected(true);
        client.waitForBackgroundJavaScript(10_000);
        return page;
    }

    @Test
    void generatedStepsRunInAGeneratedStage() throws Exception {
        JSONObject train = new JSONObject()
                .element("stapler-class", TrainModelStep.class.getName())
                .element("$class", TrainModelStep.class.getName())
                .element("name", "churn")
                .element("command", "echo w > w; echo auc=0.95")
                .element("model", "w");
        JSONObject gate = new JSONObject()
                .element("stapler-class", EvaluateGateStep.class.getName())
                .element("$class", EvaluateGateStep.class.getName())
                .element("name", "quality")
                .element("model", "churn")
                .element("rules", "auc >= 0.9");
        JSONObject stage = new JSONObject()
                .element("stapler-class", StageDirective.class.getName())
                .element("$class", StageDirective.class.getName())
                .element("name", "Train")
                .element("contentType", "STEPS");
        String steps = snippet(train) + "\n" + snippet(gate);
        String pipeline = "pipeline {\nagent any\nstages {\n"
                + generated(DirectiveGenerator.GENERATE_URL, stage).replaceFirst("// One or more steps .*", steps)
                + "\n}\n}";

        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(pipeline, true));
        jenkins.assertLogContains("gate 'quality' passed", jenkins.buildAndAssertSuccess(job));
    }

    private String snippet(JSONObject form) throws Exception {
        return generated(Snippetizer.ACTION_URL + "/generateSnippet", form);
    }

    private String generated(String url, JSONObject form) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient();
        WebRequest request = new WebRequest(client.createCrumbedUrl(url), HttpMethod.POST);
        request.setRequestParameters(List.of(new NameValuePair("json", form.toString())));
        return client.getPage(request).getWebResponse().getContentAsString().trim();
    }
}
