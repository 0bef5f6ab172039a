package io.jenkins.plugins.mlsteps.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import hudson.ExtensionList;
import hudson.model.Computer;
import hudson.security.ACLContext;
import io.jenkins.plugins.mlsteps.jenkins.Kubeconfig;
import io.jenkins.plugins.mlsteps.jenkins.People;
import io.jenkins.plugins.mlsteps.jenkins.configuration.MlConfiguration;
import io.jenkins.plugins.mlsteps.jenkins.promotion.PendingPromotions;
import io.jenkins.plugins.mlsteps.jenkins.promotion.PromotionOnDesk;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A deployment under {@code agent none} into a cluster whose API server knows nothing and lets nothing be changed. */
@WithJenkins
class DeployWithoutExecutorTest {
    private static final String WEIGHTS = "weights";

    private final List<String> applied = new CopyOnWriteArrayList<>();
    private HttpServer cluster;
    private JenkinsRule jenkins;

    @TempDir
    Path directory;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        cluster = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        cluster.createContext("/", this::answer);
        cluster.start();
        People.moveInto(rule);
        MlConfiguration.get().keep(
                """
                environments:
                  production:
                    tier: production
                    target: { type: kubernetes, compute: cluster, namespace: serving, image: registry.example.com/server:1 }
                    policy: { gates: [{ name: quality, rules: ['auc >= 0.9'] }], approvals: { count: 1 } }
                  here:
                    target: { type: local }
                compute:
                  cluster: { type: kubernetes, kubeconfig: '%s', namespace: serving }
                """
                        .formatted(Kubeconfig.of(cluster, directory)));
    }

    @AfterEach
    void stop() {
        cluster.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean reads = exchange.getRequestMethod().equals("GET");
        if (!reads) {
            applied.add(body);
        }
        int code = reads ? 404 : 403;
        byte[] status = ("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"this is a test\",\"code\":" + code + "}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, status.length);
        exchange.getResponseBody().write(status);
        exchange.close();
    }

    private WorkflowRun build(String environment) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "release");
        job.setDefinition(new CpsFlowDefinition(
                """
                pipeline {
                    agent none
                    stages {
                        stage('train') {
                            agent any
                            steps {
                                trainModel(name: 'churn', command: 'printf %%s %s > w; echo auc=0.95', model: 'w')
                                evaluateGate(name: 'quality', model: 'churn', rules: ['auc >= 0.9'])
                                deleteDir()
                            }
                        }
                        stage('deploy') {
                            steps {
                                deployEndpoint(name: 'churn', model: 'churn', environment: '%s')
                            }
                        }
                    }
                }
                """
                        .formatted(WEIGHTS, environment),
                true));
        return job.scheduleBuild2(0).waitForStart();
    }

    private static List<PromotionOnDesk> pending() throws IOException {
        try (ACLContext as = People.as("ann")) {
            return ExtensionList.lookupSingleton(PendingPromotions.class).getPending();
        }
    }

    private void waitsForApproval(WorkflowRun build) throws Exception {
        await(() -> !pending().isEmpty() || !build.isBuilding());
        assertThat(pending()).as(JenkinsRule.getLog(build)).hasSize(1);
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + 300_000_000_000L;
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("waited five minutes").isLessThan(deadline);
            LockSupport.parkNanos(50_000_000);
        }
    }

    private int busyExecutors() {
        return Arrays.stream(jenkins.jenkins.getComputers()).mapToInt(Computer::countBusy).sum();
    }

    private void approve(WorkflowRun build) throws Exception {
        try (ACLContext as = People.as("ann")) {
            pending().get(0).doApprove("looks good");
        }
        jenkins.waitForCompletion(build);
    }

    private static List<Path> copies(WorkflowRun build) throws IOException {
        try (Stream<Path> files = Files.list(build.getRootDir().toPath().resolve("ml-steps"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("archived-")).toList();
        }
    }

    @Test
    void noExecutorWaitsAndWhatIsShippedIsWhatTheBuildArchived() throws Exception {
        WorkflowRun build = build("production");
        waitsForApproval(build);
        await(() -> busyExecutors() == 0); // that of the stage before is let go a moment after the stage
        assertThat(build.isBuilding()).isTrue();

        approve(build);

        String model = Base64.getEncoder().encodeToString(WEIGHTS.getBytes(StandardCharsets.UTF_8));
        assertThat(applied).as(JenkinsRule.getLog(build)).anyMatch(body -> body.contains(model));
        assertThat(JenkinsRule.getLog(build)).contains("deployEndpoint 'churn' in production:", "this is a test");
        Path archived = build.getRootDir().toPath().resolve("archive/ml");
        assertThat(archived.resolve("deploy/production/churn/deployment.json")).exists();
        assertThat(archived.resolve("train/churn/model/w")).hasContent(WEIGHTS);
        assertThat(copies(build)).isEmpty();
    }

    @Test
    void aModelThatChangedWhilePeopleThoughtIsNotShipped() throws Exception {
        WorkflowRun build = build("production");
        waitsForApproval(build);
        Files.writeString(copies(build).get(0).resolve("ml/train/churn/model/w"), "worse");

        approve(build);

        assertThat(JenkinsRule.getLog(build)).contains("the model is not what was judged");
        assertThat(applied).isEmpty();
    }

    @Test
    void aServerOfTheMachineNeedsAMachine() throws Exception {
        WorkflowRun build = build("here");

        jenkins.waitForCompletion(build);

        assertThat(JenkinsRule.getLog(build)).contains("call the step inside an agent or node block");
    }
}
