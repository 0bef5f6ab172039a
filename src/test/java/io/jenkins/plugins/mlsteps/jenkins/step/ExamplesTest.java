package io.jenkins.plugins.mlsteps.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hudson.FilePath;
import hudson.slaves.DumbSlave;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.mlsteps.cluster.RealCluster;
import io.jenkins.plugins.mlsteps.jenkins.RuntimeOption;
import io.jenkins.plugins.mlsteps.jenkins.configuration.MlConfiguration;
import io.jenkins.plugins.mlsteps.record.Json;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;
import org.opentest4j.TestAbortedException;

/**
 * The example Jenkinsfiles, as they are, on a real Jenkins that has nothing added to it, and whose agent is a process of its own with
 * none of our classes; and beside it, the same with the command on one machine.
 */
class ExamplesTest {
    private static final Path EXAMPLES = Path.of("examples").toAbsolutePath();
    private static final String IN_CLUSTER = "kubernetes";
    private static final String ENDPOINT = "mlsteps.jenkins.io/endpoint";

    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension()
            .withTimeout(900)
            .javaOptions(RuntimeOption.VALUE);

    @TempDir
    private Path directory;

    private String kubeconfig;

    /** All, but the one that needs a cluster where there is none. */
    private static List<String> examples(Optional<RealCluster> cluster) throws IOException {
        try (Stream<Path> all = Files.list(EXAMPLES)) {
            return all.map(example -> example.getFileName().toString())
                    .filter(name -> cluster.isPresent() || !name.equals(IN_CLUSTER))
                    .sorted()
                    .toList();
        }
    }

    private static Optional<RealCluster> cluster() throws Exception {
        try {
            return Optional.of(RealCluster.shared());
        } catch (TestAbortedException e) {
            System.out.println("not tested here: example " + IN_CLUSTER + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    @Test
    void leaveTheSameRecordsInJenkinsAndWithTheCommand() throws Throwable {
        Optional<RealCluster> cluster = cluster();
        if (cluster.isPresent()) {
            kubeconfig = cluster.get().kubeconfig().toString();
            controller.extraEnv("KUBECONFIG", kubeconfig);
        }
        List<String> names = examples(cluster);
        String examples = EXAMPLES.toString();
        String records = directory.resolve("jenkins").toString();
        controller.extraEnv("MLSTEPS_HOME", directory.resolve("home-of-jenkins").toString());
        controller.then((RealJenkinsExtension.Step) jenkins -> {
            DumbSlave agent = jenkins.createOnlineSlave();
            jenkins.jenkins.setNumExecutors(0);
            for (String name : names) {
                run(jenkins, agent, Path.of(examples, name), Path.of(records, name));
            }
        });
        BuiltCommand.assumeThere();
        cluster.ifPresent(ExamplesTest::removeEndpoint);
        SoftAssertions all = new SoftAssertions();
        for (String name : names) {
            compare(all, name, directory.resolve("jenkins").resolve(name), runWithTheCommand(name).resolve("ml"));
        }
        all.assertAll();
    }

    /** As the example's README has it: the command is to make the endpoint anew. */
    private static void removeEndpoint(RealCluster cluster) {
        KubernetesClient client = cluster.client();
        client.apps().deployments().inNamespace("default").withLabel(ENDPOINT).delete();
        client.services().inNamespace("default").withLabel(ENDPOINT).delete();
        client.configMaps().inNamespace("default").withLabel(ENDPOINT).delete();
    }

    private static void compare(SoftAssertions all, String name, Path here, Path there) throws IOException {
        if (!Files.exists(here.resolve("train"))) {
            System.out.println("not compared: example " + name + " trains nothing without its Python packages");
            all.assertThat(there.resolve("train")).doesNotExist();
        } else if (candidates(here, name) == candidates(there, name)) {
            all.assertThat(RecordDifferences.between(here, there)).as(name).isEmpty();
        } else {
            System.out.println("compared as far as both came: example " + name + " searched " + candidates(here, name) + " and "
                    + candidates(there, name) + " candidates in its budget of time");
            all.assertThat(first(here, name)).as(name).isEqualTo(first(there, name));
        }
    }

    /** How many the search of the built-in trainer had time for; 0 for other trainers. */
    private static int candidates(Path ml, String name) throws IOException {
        Path record = ml.resolve("train").resolve(name).resolve("record.json");
        return Files.exists(record) ? Json.tree(record).path("leaderboard").size() : 0;
    }

    /** The errors of the first three candidates, which every search has time for. */
    private static List<String> first(Path ml, String name) throws IOException {
        return Files.readAllLines(ml.resolve("train").resolve(name).resolve("metrics.jsonl")).stream()
                .filter(line -> line.contains("candidate_"))
                .limit(3)
                .map(line -> line.replaceAll("\"time\":\"[^\"]*\"", ""))
                .toList();
    }

    /** Returns the workspace. */
    private Path runWithTheCommand(String name) throws Exception {
        Path workspace = directory.resolve("command").resolve(name);
        new FilePath(EXAMPLES.resolve(name).toFile()).copyRecursiveTo("*", new FilePath(workspace.toFile()));
        Map<String, String> environment = kubeconfig == null ? Map.of() : Map.of("KUBECONFIG", kubeconfig);
        try {
            BuiltCommand.Outcome run = BuiltCommand.run(
                    workspace, directory.resolve("home"), directory.resolve(name + ".log"), environment);
            assertThat(run.exitStatus()).as(run.log()).isZero();
        } finally {
            stop(name);
        }
        return workspace;
    }

    private static void run(JenkinsRule jenkins, DumbSlave agent, Path example, Path records) throws Exception {
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
        try {
            jenkins.assertBuildStatusSuccess(build);
            Path archived = build.getArtifactsDir().toPath().resolve("ml");
            if (Files.exists(archived)) {
                new FilePath(archived.toFile()).copyRecursiveTo(new FilePath(records.toFile()));
            }
            FilePath deployment = workspace.child("ml/deploy/staging/" + name + "/deployment.json");
            if (deployment.exists() && !name.equals(IN_CLUSTER)) {
                answers(Json.parse(deployment.readToString(), JsonNode.class).get("url").asText());
            }
        } finally {
            stop(name);
        }
    }

    private static void answers(String url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url).resolve("/v2/health/ready")).build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    /** An endpoint outlives the build, the agent and Jenkins. */
    private static void stop(String name) {
        ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains("ModelServer"))
                .filter(process -> process.info().commandLine().orElse("").contains("/staging/" + name + "/"))
                .forEach(ProcessHandle::destroy);
    }
}
