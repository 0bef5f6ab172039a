package io.jenkins.plugins.mlsteps.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.ParametersAction;
import hudson.model.PasswordParameterDefinition;
import hudson.model.PasswordParameterValue;
import hudson.model.ParametersDefinitionProperty;
import hudson.util.Secret;
import io.jenkins.plugins.mlsteps.jenkins.RuntimeOption;
import io.jenkins.plugins.mlsteps.jenkins.configuration.MlConfiguration;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Secrets that authors let slip, in every parameter that takes a text, and what is left of them where people look. */
@WithJenkins
class SecretsTest {
    private static final String TOKEN = "tok-Zq81-token";
    private static final String PASSWORD = "pw-Hn53-password";
    private static final String PIPELINE =
            """
            node {
                withCredentials([string(credentialsId: 'token', variable: 'TOKEN')]) {
                    def both = "${TOKEN} and ${params.PASSWORD}"
                    trainModel(name: 'churn', model: 'w', params: [key: both], env: [KEY: both],
                        command: "echo '${both}' > /dev/null; echo weights > w; echo \\$KEY; echo auc=0.95")
                    catchError(buildResult: 'SUCCESS') {
                        trainModel(name: 'broken') { error "refused: ${both}" }
                    }
                    tuneHyperparams(name: 'lr', objective: 'score', direction: 'maximize', trials: 2,
                        space: [uniform(name: 'x', min: 0, max: 1)], env: [KEY: both],
                        command: "echo '${both}' > /dev/null; echo score=\\$ML_PARAM_X")
                    evaluateGate(name: 'quality', model: 'churn', rules: ['auc >= 0.9', "auc >= 0 /* ${both} */"], onFail: 'record')
                    catchError(buildResult: 'SUCCESS') {
                        deployEndpoint(name: 'churn', model: 'churn', environment: 'staging', reason: "with ${both}")
                    }
                }
            }
            """;

    @Test
    void areNowhereInArtifactsRecordsPagesJsonAndThePromotionLog(JenkinsRule jenkins) throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new StringCredentialsImpl(CredentialsScope.GLOBAL, "token", null, Secret.fromString(TOKEN)));
        RuntimeOption.set();
        MlConfiguration.get().keep("environments: { staging: { target: { type: local }, policy: { gates: [missing] } } }");
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "churn");
        job.addProperty(new ParametersDefinitionProperty(
                new PasswordParameterDefinition("PASSWORD", Secret.fromString("unused-default"), null)));
        job.setDefinition(new CpsFlowDefinition(PIPELINE, true));

        WorkflowRun build = jenkins.assertBuildStatusSuccess(
                job.scheduleBuild2(0, new ParametersAction(new PasswordParameterValue("PASSWORD", PASSWORD))));

        Map<String, String> seen = new TreeMap<>(files(build.getRootDir().toPath()));
        seen.put("the promotion log", Files.readString(jenkins.jenkins.getRootDir().toPath().resolve("ml-promotions/log.jsonl")));
        JenkinsRule.WebClient browser = jenkins.createWebClient().withJavaScriptEnabled(false);
        for (String page : List.of(build.getUrl(), build.getUrl() + "ml/", job.getUrl() + "ml/", "ml-models/", "ml-promotions/log/")) {
            seen.put(page, browser.goTo(page).getWebResponse().getContentAsString());
            if (!page.equals(build.getUrl())) {
                seen.put(page + "api/json", browser.goTo(page + "api/json?depth=9", "application/json").getWebResponse().getContentAsString());
            }
        }
        assertThat(seen.keySet())
                .contains(
                        "archive/ml/train/churn/record.json",
                        "archive/ml/train/broken/record.json",
                        "archive/ml/tune/lr/study.json",
                        "archive/ml/gate/quality/verdict.json",
                        "archive/ml/deploy/staging/churn/deployment.json",
                        "archive/ml/report.html",
                        "ml-records.json.gz");
        assertThat(seen).allSatisfy((where, text) -> assertThat(text).as(where).doesNotContain(TOKEN, PASSWORD));
        assertThat(seen.get("archive/ml/train/churn/record.json")).contains("**** and ****");
        assertThat(seen.get("archive/ml/train/broken/record.json")).contains("refused: **** and ****");
        assertThat(seen.get("archive/ml/deploy/staging/churn/deployment.json")).contains("with **** and ****");
    }

    @Test
    void aPasswordIsHiddenWhateverItsVariableHoldsAndWhereItIsTheDefaultOfAFirstBuild(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "churn");
        job.setDefinition(new CpsFlowDefinition(
                """
                pipeline {
                    agent any
                    parameters { password(name: 'PASSWORD', defaultValue: '%s') }
                    stages { stage('train') { steps { withEnv(['PASSWORD=another']) {
                        trainModel(name: 'churn', params: [key: params.PASSWORD, all: [params.PASSWORD]], env: [KEY: params.PASSWORD],
                            command: "[ \\$KEY = ${params.PASSWORD} ] && [ \\$ML_PARAM_KEY = ${params.PASSWORD} ] && echo auc=0.95")
                    } } } }
                }
                """
                        .formatted(PASSWORD),
                true));

        WorkflowRun build = jenkins.buildAndAssertSuccess(job);

        Map<String, String> files = files(build.getRootDir().toPath());
        assertThat(files.get("archive/ml/train/churn/record.json")).contains("\"KEY\" : \"****\"", "\"key\" : \"****\"");
        assertThat(files).allSatisfy((where, text) -> assertThat(text).as(where).doesNotContain(PASSWORD));
    }

    /** What the plugin keeps of the build: the artifacts and its own files. */
    private static Map<String, String> files(Path build) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> below = Files.walk(build)) {
            for (Path file : below.filter(Files::isRegularFile).toList()) {
                String name = build.relativize(file).toString();
                if (name.startsWith("archive") || name.startsWith("ml-")) {
                    files.put(name, text(file));
                }
            }
        }
        return files;
    }

    private static String text(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (!file.toString().endsWith(".gz")) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
