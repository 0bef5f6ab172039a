package io.jenkins.plugins.mlsteps.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import com.fasterxml.jackson.databind.JsonNode;
import hudson.FilePath;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.mlsteps.jenkins.configuration.MlConfiguration;
import io.jenkins.plugins.mlsteps.record.Json;
import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** The example Jenkinsfiles, as they are, on a real Jenkins whose agent is a process of its own and has none of our classes. */
class ExamplesTest {
    private static final List<String> EXAMPLES = List.of("breast-cancer", "wine");

    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension().withTimeout(600);

    @Test
    void runFromTrainingToAnAnsweringEndpoint() throws Throwable {
        String runtime = Path.of(OrtEnvironment.class.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
        String examples = Path.of("examples").toAbsolutePath().toString();
        controller.then((RealJenkinsExtension.Step) jenkins -> run(jenkins, Path.of(examples), Path.of(runtime)));
    }

    private static void run(JenkinsRule jenkins, Path examples, Path runtime) throws Exception {
        Path lib = jenkins.jenkins.getRootDir().toPath().resolve("ml-steps/lib");
        Files.createDirectories(lib);
        Files.copy(runtime, lib.resolve(runtime.getFileName()));
        DumbSlave agent = jenkins.createOnlineSlave();
        jenkins.jenkins.setNumExecutors(0);
        for (String name : EXAMPLES) {
            run(jenkins, agent, examples.resolve(name));
        }
    }

    private static void run(JenkinsRule jenkins, DumbSlave agent, Path example) throws Exception {
        String name = example.getFileName().toString();
        MlConfiguration.get().keep(Files.readString(example.resolve("mlsteps.yaml")));
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
            URI url = URI.create(deployment.get("url").asText()).resolve("/v2/health/ready");
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
        } finally {
            stop(agent, name);
        }
    }

    /** An endpoint outlives the build, the agent and Jenkins. */
    private static void stop(DumbSlave agent, String name) throws Exception {
        ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains("ModelServer"))
                .filter(process -> process.info().commandLine().orElse("").contains("/staging/" + name + "/"))
                .forEach(ProcessHandle::destroy);
    }
}
