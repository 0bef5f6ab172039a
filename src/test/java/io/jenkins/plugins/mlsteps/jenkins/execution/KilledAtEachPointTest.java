package io.jenkins.plugins.mlsteps.jenkins.execution;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.FilePath;
import hudson.model.Run;
import io.jenkins.plugins.mlsteps.jenkins.RuntimeOption;
import io.jenkins.plugins.mlsteps.jenkins.configuration.MlConfiguration;
import io.jenkins.plugins.mlsteps.jenkins.record.BuildRecords;
import io.jenkins.plugins.mlsteps.report.ledger.Ledger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import jenkins.model.ArtifactManager;
import jenkins.model.ArtifactManagerConfiguration;
import jenkins.model.ArtifactManagerFactory;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.nodes.StepNode;
import org.jenkinsci.plugins.workflow.flow.GraphListener;
import org.jenkinsci.plugins.workflow.graph.BlockEndNode;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * A controller that is killed with each step in each form before, during and after what the step does outside: before it starts, while
 * it works, and when its files are written but the build does not know yet. Of commands and bodies that are killed at work see
 * {@link KilledControllerTest}.
 */
@Tag("slow")
class KilledAtEachPointTest {
    /** What the step of each form leaves, below {@code ml}. */
    private static final Map<String, String> LEAVES = Map.of(
            "train", "train/m/record.json",
            "tune", "tune/t/study.json",
            "gate", "gate/quality/verdict.dsse.json",
            "deploy", "deploy/staging/%s/deployment.json");

    private static final String MODEL = "trainModel(name: 'm', data: 'data.csv', target: 'y', params: [family: 'linear'], seed: 7)\n";
    private static final String STUDY =
            "tuneHyperparams(name: 't', objective: '%s', direction: 'maximize', trials: %d, parallel: 2, seed: 7, space: [uniform(name: '%s', min: 1, max: 9)]";

    /** These take seconds: there is time to kill. */
    private static final String LONG_PREDICTIONS =
            "sh '(echo id,label,prediction; seq 3000000 | awk \\'{print $1 ($1 % 2 ? \",no,no\" : \",yes,yes\")}\\') > p.csv'\n";

    private static final String LONG_DATA =
            "sh '(echo a,b,y; seq 2000 | awk \\'{print $1*37%101 \",\" $1*7%13 \",\" ($1*7919%101 < 50 ? \"no\" : \"yes\")}\\') > data.csv'\n";

    private static final String LONG_SEARCH = "candidates: ['gradientBoosting'], budgetMinutes: 0.5";

    /** Form to what runs before the step, and the step. */
    private static final Map<String, List<String>> FORMS = new LinkedHashMap<>();

    static {
        FORMS.put("train-command", List.of("", "trainModel(name: 'm', command: 'echo x >> starts-0; echo auc=0.75')"));
        FORMS.put("train-body", List.of("", "trainModel(name: 'm') { sh 'echo x >> starts-0; echo auc=0.75' }"));
        FORMS.put("train-nocode", List.of("", MODEL));
        FORMS.put("tune-command", List.of("", STUDY.formatted("score", 2, "x") + ", command: 'echo x >> starts-$ML_TRIAL; echo score=${x}')"));
        FORMS.put("tune-body", List.of("", STUDY.formatted("score", 2, "x") + ") { sh 'echo x >> starts-$ML_TRIAL; echo score=$ML_PARAM_X' }"));
        FORMS.put("tune-nocode", List.of("", noCodeStudy(2)));
        FORMS.put("gate", List.of(MODEL, "evaluateGate(name: 'quality', model: 'm', rules: ['accuracy >= 0.8'], predictions: 'p.csv')"));
        FORMS.put("deploy", List.of(MODEL, "deployEndpoint(name: env.JOB_NAME, model: 'm', environment: 'staging')"));
    }

    private static String noCodeStudy(int trials) {
        return STUDY.formatted("cv_accuracy", trials, "c") + ", data: 'data.csv', target: 'y', params: [family: 'linear'])";
    }

    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension()
            .withTimeout(900)
            .javaOptions(
                    RuntimeOption.VALUE,
                    // What is held keeps its thread.
                    "-Dio.jenkins.plugins.mlsteps.threadsForEachAgent=40");

    @TempDir
    private Path home;

    @Test
    void everyStepIsDoneOnce() throws Throwable {
        controller.extraEnv("MLSTEPS_HOME", home.toString());
        controller.startJenkins();
        controller.runRemotely(KilledAtEachPointTest::start);
        controller.stopJenkinsForcibly();
        signal("CONT", serversOf(home.toString(), "during-deploy"));
        controller.startJenkins();
        controller.runRemotely(KilledAtEachPointTest::finish);
    }

    /** They outlive everything else. */
    @AfterEach
    void stopServers() {
        for (String point : List.of("before", "during", "after")) {
            serversOf(home.toString(), point + "-deploy").forEach(ProcessHandle::destroyForcibly);
        }
    }

    private static void start(JenkinsRule jenkins) throws Exception {
        jenkins.jenkins.setNumExecutors(40);
        MlConfiguration.get().keep("environments: { staging: { target: { type: local, port: 0 } } }");
        ExtensionList.lookup(GraphListener.class).add(new BeforeTheStep());
        ArtifactManagerConfiguration.get().getArtifactManagerFactories().add(new AfterItsFiles());
        for (Map.Entry<String, List<String>> form : FORMS.entrySet()) {
            for (String point : List.of("before", "after")) {
                schedule(jenkins, point + "-" + form.getKey(), form.getValue().get(0), form.getValue().get(1));
            }
        }
        schedule(jenkins, "during-train-nocode", LONG_DATA, MODEL.replace("params: [family: 'linear']", LONG_SEARCH));
        schedule(jenkins, "during-tune-nocode", LONG_DATA, noCodeStudy(16));
        schedule(jenkins, "during-gate", MODEL + LONG_PREDICTIONS, FORMS.get("gate").get(1));
        schedule(jenkins, "during-deploy", MODEL, FORMS.get("deploy").get(1));
        Until.holds(() -> HELD.containsAll(jenkins.jenkins.getJobNames()));

        DEPLOYING.countDown();
        Until.holds(build(jenkins, "during-deploy"), () -> serversOf("during-deploy").size() == 1);
        signal("STOP", serversOf("during-deploy")); // it does not answer before the controller is dead
        DURING.countDown();
        Until.holds(build(jenkins, "during-train-nocode"), () -> log(jenkins, "during-train-nocode").contains("candidate_log_loss"));
        Until.holds(build(jenkins, "during-tune-nocode"), () -> lines(workspace(jenkins, "during-tune-nocode").child("ml/tune/t/trials.jsonl")) >= 2);
        JUDGING.countDown();
        Until.holds(build(jenkins, "during-gate"), KilledAtEachPointTest::isJudging);
        jenkins.jenkins.getQueue().save(); // saved once a minute otherwise: what waited then would start anew
        assertThat(log(jenkins, "during-deploy")).doesNotContain("serves at");
        assertThat(log(jenkins, "during-gate")).doesNotContain("gate 'quality'");
    }

    private static void signal(String name, List<ProcessHandle> servers) throws Exception {
        for (ProcessHandle server : servers) {
            new ProcessBuilder("kill", "-" + name, Long.toString(server.pid())).inheritIO().start().waitFor();
        }
    }

    private static boolean isJudging() {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(Arrays::stream)
                .anyMatch(frame -> frame.getClassName().endsWith(".JudgeModel"));
    }

    private static void schedule(JenkinsRule jenkins, String name, String before, String step) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        FilePath workspace = jenkins.jenkins.getWorkspaceFor(job);
        StringBuilder data = new StringBuilder("a,b,y\n");
        StringBuilder predictions = new StringBuilder("id,label,prediction\n");
        for (int i = 0; i < 200; i++) {
            data.append(i * 37 % 101).append(',').append(i * 7 % 13 + i / 100).append(',').append(i < 100 ? "no" : "yes").append('\n');
            predictions.append(i).append(i < 100 ? ",no,no\n" : ",yes,yes\n");
        }
        workspace.child("data.csv").write(data.toString(), "UTF-8");
        workspace.child("p.csv").write(predictions.toString(), "UTF-8");
        job.setDefinition(new CpsFlowDefinition("node {\n" + before + "def r = " + step + "\necho \"done with ${r.name}\"\n}", true));
        job.scheduleBuild2(0).waitForStart();
    }

    private static void finish(JenkinsRule jenkins) throws Exception {
        for (WorkflowJob job : jenkins.jenkins.getAllItems(WorkflowJob.class)) {
            WorkflowRun build = job.getBuildByNumber(1);
            jenkins.waitForCompletion(build);
            String name = job.getName();
            assertThat(JenkinsRule.getLog(build)).as(name).contains("Resuming build", "done with", "Finished: SUCCESS");
            doneOnce(jenkins, name, BuildRecords.find(build).orElseThrow().records());
            assertThat(build.getArtifactsDir().toPath().resolve("ml").resolve(leaves(name))).as(name).exists();
        }
    }

    private static void doneOnce(JenkinsRule jenkins, String name, Ledger records) throws Exception {
        FilePath workspace = workspace(jenkins, name);
        for (FilePath starts : workspace.list("starts-*")) {
            assertThat(starts.readToString()).as(name + " " + starts.getName()).isEqualTo("x\n");
        }
        if (name.contains("train-nocode")) {
            assertThat(runs(workspace.child(".mlsteps/runs/train/m"))).as(name).isEqualTo(1);
        } else if (name.contains("tune")) {
            int trials = name.startsWith("during") ? 16 : 2;
            assertThat(records.studies().get(0).trials()).as(name).hasSize(trials).allMatch(trial -> trial.value() != null);
        } else if (name.contains("gate")) {
            assertThat(records.verdicts()).as(name).hasSize(1).allMatch(verdict -> verdict.passed());
        } else if (name.contains("deploy")) {
            assertThat(serversOf(name)).as(name).hasSize(1);
            assertThat(records.deployments()).as(name).hasSize(1);
            answers(records.deployments().get(0).url());
        }
    }

    private static void answers(String url) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url).resolve("/v2/health/ready")).build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    private static long runs(FilePath directory) throws Exception {
        return directory.exists()
                ? directory.listDirectories().stream()
                        .filter(run -> !run.getName().equals("checkpoint"))
                        .count()
                : 0;
    }

    /** By the model they serve; endpoints are named after the jobs. */
    private static List<ProcessHandle> serversOf(String job) {
        return serversOf(System.getenv("MLSTEPS_HOME"), job);
    }

    /** @param home where the machine keeps its endpoints */
    private static List<ProcessHandle> serversOf(String home, String job) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains("ModelServer"))
                .filter(process -> process.info().commandLine().orElse("").contains(home + "/endpoints/staging/" + job + "/"))
                .toList();
    }

    private static String leaves(String job) {
        return LEAVES.entrySet().stream()
                .filter(step -> job.contains("-" + step.getKey()))
                .findFirst()
                .orElseThrow()
                .getValue()
                .formatted(job);
    }

    private static long lines(FilePath file) throws Exception {
        return file.exists() ? file.readToString().lines().count() : 0;
    }

    private static String log(JenkinsRule jenkins, String job) throws Exception {
        return JenkinsRule.getLog(build(jenkins, job));
    }

    private static WorkflowRun build(JenkinsRule jenkins, String job) {
        return jenkins.jenkins.getItemByFullName(job, WorkflowJob.class).getBuildByNumber(1);
    }

    private static FilePath workspace(JenkinsRule jenkins, String job) {
        return jenkins.jenkins.getWorkspaceFor(jenkins.jenkins.getItemByFullName(job, WorkflowJob.class));
    }

    /** Jobs whose builds are before or after their step. */
    private static final Set<String> HELD = ConcurrentHashMap.newKeySet();

    /** Lets the steps go that are to be killed at work. */
    private static final CountDownLatch DURING = new CountDownLatch(1);

    private static final CountDownLatch DEPLOYING = new CountDownLatch(1);

    /** Last, for it takes the least time. */
    private static final CountDownLatch JUDGING = new CountDownLatch(1);

    private static CountDownLatch latch(String job) {
        return switch (job) {
            case "during-deploy" -> DEPLOYING;
            case "during-gate" -> JUDGING;
            case "during-train-nocode", "during-tune-nocode" -> DURING;
            default -> new CountDownLatch(1);
        };
    }

    private static void hold(String job) {
        HELD.add(job);
        try {
            latch(job).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Holds the program when the step is in the graph and has not started. */
    private static final class BeforeTheStep implements GraphListener.Synchronous {
        @Override
        public void onNewHead(FlowNode node) {
            try {
                WorkflowRun build = (WorkflowRun) node.getExecution().getOwner().getExecutable();
                String job = build.getParent().getName();
                if (!job.startsWith("after-") && !(node instanceof BlockEndNode) && node instanceof StepNode step
                        && step.getDescriptor() != null && leaves(job).startsWith(word(step.getDescriptor().getFunctionName()))) {
                    hold(job);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String word(String step) {
            return step.replaceAll("[A-Z].*", "").replace("evaluate", "gate") + "/";
        }
    }

    /** Holds the step when its files are in the workspace and are about to be archived. */
    public static final class AfterItsFiles extends ArtifactManagerFactory {
        @Override
        public ArtifactManager managerFor(Run<?, ?> build) {
            String job = build.getParent().getName();
            Path workspace = Path.of(Jenkins.get().getRootDir() + "/workspace/" + job);
            if (job.startsWith("after-") && Files.exists(workspace.resolve("ml").resolve(leaves(job)))) {
                hold(job);
            }
            return null;
        }
    }
}
