package io.jenkins.plugins.mlsteps.jenkins.execution;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import hudson.model.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** The built-in trainer on an agent that brings Java and nothing else, of a Jenkins to which nothing was added. */
class NoCodeOnAgentTest {
    private static final String AGENT = "gpu-1";

    /** Two thousand rows that are hard to tell apart keep the search busy for some seconds. */
    private static final String DATA =
            """
            sh '(echo a,b,y; seq 2000 | awk \\'{print $1 "," $1*7%13 "," ($1*7919%101 < 50 ? "no" : "yes")}\\') > data.csv'
            """;

    private static final String TRAIN =
            "def m = trainModel(name: 'm', data: 'data.csv', target: 'y', candidates: ['gradientBoosting'], budgetMinutes: 0.5, seed: 7)";
    private static final String TUNE =
            "tuneHyperparams(name: 't', data: 'data.csv', target: 'y', objective: 'cv_log_loss', direction: 'minimize', trials: 30, parallel: 2,"
                    + " params: [family: 'gradientBoosting'], space: [uniform(name: 'learningRate', min: 0.01, max: 0.2)])";

    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension().withTimeout(600);

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @Test
    void goesOnWhileItsAgentIsAwayAndEndsWhenItsBuildIsStopped() throws Throwable {
        InboundAgentExtension.Options agent =
                InboundAgentExtension.Options.newBuilder().name(AGENT).label("gpu").build();
        controller.startJenkins();
        agents.createAgent(controller, agent);
        controller.runRemotely(NoCodeOnAgentTest::train);
        agents.stop(AGENT);
        controller.runRemotely(NoCodeOnAgentTest::noticeThatItIsAway);
        agents.start(controller, agent);
        controller.runRemotely(NoCodeOnAgentTest::finish);
        controller.runRemotely(NoCodeOnAgentTest::tuneAndStop);
    }

    private static void train(JenkinsRule jenkins) throws Exception {
        assertThat(jenkins.jenkins.getRootDir().toPath().resolve("ml-steps/lib")).doesNotExist();
        WorkflowRun build = start(jenkins, "train", TRAIN + "\necho \"done with ${m.metrics.auc}\"");
        Until.holds(build, () -> JenkinsRule.getLog(build).contains("step=2 candidate_log_loss"));
    }

    private static void noticeThatItIsAway(JenkinsRule jenkins) throws Exception {
        jenkins.waitForMessage("the agent is away", build(jenkins, "train"));
    }

    private static void finish(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = build(jenkins, "train");
        jenkins.waitForCompletion(build);
        jenkins.assertBuildStatusSuccess(build);
        assertThat(JenkinsRule.getLog(build))
                .contains("the agent is back", "by the definitions of ONNX", "done with 0.")
                .containsOnlyOnce("2000 rows, target 'y'");
        FilePath workspace = jenkins.jenkins.getNode(AGENT).getWorkspaceFor(build.getParent());
        // One attempt, beside the directory of checkpoints.
        assertThat(workspace.child(".mlsteps/runs/train/m").listDirectories())
                .extracting(FilePath::getName)
                .filteredOn(name -> name.startsWith("m-"))
                .hasSize(1);
        assertThat(build.getArtifactsDir().toPath().resolve("ml/train/m/model/model.onnx")).isNotEmptyFile();
    }

    private static void tuneAndStop(JenkinsRule jenkins) throws Exception {
        WorkflowRun build = start(jenkins, "tune", TUNE);
        String workspace = jenkins.jenkins.getNode(AGENT).getWorkspaceFor(build.getParent()).getRemote();
        Until.holds(build, () -> trainers(workspace) >= 2);
        build.doStop();
        jenkins.waitForCompletion(build);
        jenkins.assertBuildStatus(Result.ABORTED, build);
        Until.holds(() -> trainers(workspace) == 0);
    }

    /** Processes of the trainer: their requests are files in the workspace. Their class path is longer than what ProcessHandle tells. */
    private static long trainers(String workspace) throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes.map(process -> command(process.resolve("cmdline")))
                    .filter(command -> command.contains("AutoTrainer") && command.contains(workspace + "/"))
                    .count();
        }
    }

    private static String command(Path file) {
        try {
            return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            return ""; // it has ended
        }
    }

    private static WorkflowRun start(JenkinsRule jenkins, String name, String step) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition("node('gpu') {\n" + DATA + step + "\n}", true));
        return job.scheduleBuild2(0).waitForStart();
    }

    private static WorkflowRun build(JenkinsRule jenkins, String job) {
        return jenkins.jenkins.getItemByFullName(job, WorkflowJob.class).getBuildByNumber(1);
    }
}
