package io.jenkins.plugins.mlsteps.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import com.fasterxml.jackson.databind.JsonNode;
import hudson.FilePath;
import io.jenkins.plugins.mlsteps.jenkins.configuration.MlConfiguration;
import io.jenkins.plugins.mlsteps.record.Json;
import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** The example Jenkinsfiles, as they are, on a real Jenkins whose agent runs in a process of its own. */
@WithJenkins
class ExamplesTest {
    private JenkinsRule jenkins;

    @TempDir
    private Path agentHome;

    @BeforeEach
    void take(JenkinsRule rule) throws Exception {
        jenkins = rule;
        Path runtime = Path.of(OrtEnvironment.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path lib = jenkins.jenkins.getRootDir().toPath().resolve("ml-steps/lib");
        Files.createDirectories(lib);
        Files.copy(runtime, lib.resolve(runtime.getFileName()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"breast-cancer"})
    void runsFromTrainingToAnAnsweringEndpoint(String name) throws Exception {
        Path example = Path.of("examples", name);
        MlConfiguration.get().setText(Files.readString(example.resolve("mlsteps.yaml")));
        hudson.slaves.DumbSlave agent = jenkins.createOnlineSlave();
        jenkins.jenkins.setNumExecutors(0);
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        FilePath workspace = agent.getWorkspaceFor(job);
        workspace.mkdirs();
        for (File file : example.toFile().listFiles(File::isFile)) {
            new FilePath(file).copyTo(workspace.child(file.getName()));
        }
        job.setDefinition(new CpsFlowDefinition(Files.readString(example.resolve("Jenkinsfile")), true));
        WorkflowRun build = job.scheduleBuild2(0).get();
        jenkins.assertBuildStatusSuccess(build);

        JsonNode deployment = Json.parse(
                workspace.child("ml/deploy/staging/" + name + "/deployment.json").readToString(), JsonNode.class);
        try {
            String ready = deployment.get("url").asText().replaceAll("(https?://[^/]+).*", "$1") + "/v2/health/ready";
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(ready)).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
        } finally {
            stop(workspace, deployment);
        }
    }

    private static void stop(FilePath workspace, JsonNode deployment) {
        ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains("ModelServer"))
                .filter(process -> process.info().commandLine().orElse("").contains(deployment.get("name").asText()))
                .forEach(ProcessHandle::destroy);
    }
}
