package io.jenkins.plugins.mlsteps.jenkins.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.BuildListener;
import hudson.model.Run;
import hudson.model.Slave;
import hudson.util.DirScanner;
import hudson.util.FileVisitor;
import io.jenkins.plugins.mlsteps.host.UnreachableException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jenkins.model.ArtifactManager;
import jenkins.model.ArtifactManagerConfiguration;
import jenkins.model.ArtifactManagerFactory;
import jenkins.model.StandardArtifactManager;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.support.steps.ExecutorStepExecution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** An agent that goes away in the middle of steps: its JVM is killed, what it started is not. */
@WithJenkins
class AgentAwayTest {
    /** Writes a line when it starts, and ends once there is a file {@code go}. */
    private static final String COMMAND =
            "echo x >> %1$s/starts-%2$s; while [ ! -e %1$s/go ]; do sleep 0.05; done; echo auc=0.75";

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @TempDir
    private Path shared;

    private JenkinsRule jenkins;

    @BeforeEach
    void take(JenkinsRule rule) {
        jenkins = rule;
    }

    /** How long Jenkins itself, and {@code sh}, wait for an agent. */
    private final long patienceOfJenkins = ExecutorStepExecution.TIMEOUT_WAITING_FOR_NODE_MILLIS;

    @AfterEach
    void restorePatience() {
        ExecutorStepExecution.TIMEOUT_WAITING_FOR_NODE_MILLIS = patienceOfJenkins;
    }

    /** A deployment that is rolled out takes every other failure for one of the rollout, and rolls back. */
    @Test
    void classesForAModelServerThatCannotBeSentAreNoFailureOfTheWork() throws Exception {
        agent("gpu-1");
        FilePath workspace = jenkins.jenkins.getNode("gpu-1").getRootPath().child("churn");
        agents.stop(jenkins, "gpu-1");

        assertThatThrownBy(() -> StepWorkspace.reached(() -> OwnClasses.withRuntimeOn(workspace, null)))
                .isInstanceOf(UnreachableException.class);
    }

    @Test
    void stepsWaitForItAndGoOnAndRunNothingTwice() throws Exception {
        ExecutorStepExecution.TIMEOUT_WAITING_FOR_NODE_MILLIS = 120_000;
        agent("gpu-1");
        WorkflowRun build = start(
                """
                node('gpu') {
                    parallel(
                        command: { trainModel(name: 'command', command: '%s') },
                        body: { trainModel(name: 'body') { sh '%s' } },
                        trials: {
                            tuneHyperparams(name: 'trials', objective: 'auc', direction: 'maximize', trials: 2, parallel: 2,
                                space: [intRange(name: 'x', min: 1, max: 9)], command: '%s')
                        })
                }
                """
                        .formatted(command("command"), command("body"), command("$ML_TRIAL")));
        awaitStarts(build, "command", "body", "0", "1");

        agents.stop(jenkins, "gpu-1");
        jenkins.waitForMessage("the agent is away", build);
        Files.createFile(shared.resolve("go"));
        agents.start(jenkins, "gpu-1");

        jenkins.waitForCompletion(build);
        jenkins.assertBuildStatusSuccess(build);
        try (var files = Files.list(shared)) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("starts-")))
                    .hasSize(4)
                    .allSatisfy(file -> assertThat(file).hasContent("x"));
        }
    }

    /** Jenkins tells of it beside the file that was cut short, not as the cause. */
    @Test
    void aStepWhoseRecordsAreBeingArchivedWaitsForItAndArchivesThemAgain() throws Exception {
        ExecutorStepExecution.TIMEOUT_WAITING_FOR_NODE_MILLIS = 120_000;
        ArtifactManagerConfiguration.get().getArtifactManagerFactories().add(new FirstCutShort());
        agent("gpu-1");
        WorkflowRun build = start("node('gpu') { trainModel(name: 'm', command: 'echo x >> %s/starts; echo auc=0.75') }"
                .formatted(shared));

        jenkins.waitForMessage("the agent is away", build);
        agents.stop(jenkins, "gpu-1");
        agents.start(jenkins, "gpu-1");

        jenkins.waitForCompletion(build);
        jenkins.assertBuildStatusSuccess(build);
        assertThat(shared.resolve("starts")).hasContent("x");
        assertThat(build.getArtifactManager().root().child("ml/train/m/record.json").isFile())
                .isTrue();
    }

    /** Makes a manager whose first copy is cut short. */
    public static final class FirstCutShort extends ArtifactManagerFactory {
        @Override
        public ArtifactManager managerFor(Run<?, ?> build) {
            return new CutShort(build);
        }
    }

    /** Whose first copy ends with the JVM of the agent. */
    private static final class CutShort extends StandardArtifactManager {
        private boolean again;

        private CutShort(Run<?, ?> build) {
            super(build);
        }

        @Override
        public void archive(FilePath workspace, Launcher launcher, BuildListener listener, Map<String, String> artifacts)
                throws IOException, InterruptedException {
            if (!again) {
                again = true;
                workspace.copyRecursiveTo(new EndOfJvm(), new FilePath(build.getArtifactsDir()), "half of the files");
            }
            super.archive(workspace, launcher, listener, artifacts);
        }
    }

    private static final class EndOfJvm extends DirScanner {
        private static final long serialVersionUID = 1L;

        @Override
        public void scan(File directory, FileVisitor visitor) throws IOException {
            new DirScanner.Glob("ml/**", null).scan(directory, visitor);
            Runtime.getRuntime().halt(1);
        }
    }

    @Test
    void aNodeThatIsRemovedEndsItsBlockAndAnotherNodeRunsItAgain() throws Exception {
        ExecutorStepExecution.TIMEOUT_WAITING_FOR_NODE_MILLIS = 1_000;
        Slave first = agent("gpu-1");
        WorkflowRun build = start(
                """
                retry(conditions: [agent()], count: 2) {
                    node('gpu') {
                        parallel(
                            command: { def m = trainModel(name: 'command', command: '%s'); echo "command ${m.metrics.auc}" },
                            body: { def m = trainModel(name: 'body') { sh '%s' }; echo "body ${m.metrics.auc}" })
                    }
                }
                """
                        .formatted(command("command"), command("body")));
        awaitStarts(build, "command", "body");

        agents.stop(jenkins, "gpu-1");
        jenkins.jenkins.removeNode(first);
        jenkins.waitForMessage("Retrying", build);
        Files.createFile(shared.resolve("go"));
        agent("gpu-2");

        jenkins.waitForCompletion(build);
        jenkins.assertBuildStatusSuccess(build);
        for (String form : List.of("command", "body")) {
            jenkins.assertLogContains(form + " 0.75", build);
            assertThat(shared.resolve("starts-" + form)).hasContent("x\nx");
        }
    }

    @Test
    void aTrialWhoseNodeIsRemovedIsTriedAgainOnAnother() throws Exception {
        ExecutorStepExecution.TIMEOUT_WAITING_FOR_NODE_MILLIS = 1_000;
        Slave first = agent("gpu-1");
        WorkflowRun build = start(
                """
                node('built-in') {
                    def t = tuneHyperparams(name: 'trials', objective: 'auc', direction: 'maximize', trials: 1, retries: 1, label: 'gpu',
                        space: [intRange(name: 'x', min: 1, max: 9)]) { sh '%s' }
                    echo "best ${t.value} of ${t.trials}"
                }
                """
                        .formatted(command("$ML_TRIAL")));
        awaitStarts(build, "0");

        agents.stop(jenkins, "gpu-1");
        jenkins.jenkins.removeNode(first);
        jenkins.waitForMessage("attempt 1 failed: the trial lost its node: ", build);
        Files.createFile(shared.resolve("go"));
        agent("gpu-2");

        jenkins.waitForCompletion(build);
        jenkins.assertBuildStatusSuccess(build);
        jenkins.assertLogContains("best 0.75 of 1", build);
        assertThat(shared.resolve("starts-0")).hasContent("x\nx");
    }

    private Slave agent(String name) throws Exception {
        return agents.createAgent(
                jenkins,
                InboundAgentExtension.Options.newBuilder().name(name).label("gpu").build());
    }

    /** Commands, and a body whose {@code sh} prints once Jenkins has started it: an agent that goes away before lets it fail. */
    private void awaitStarts(WorkflowRun build, String... names) throws Exception {
        for (String name : names) {
            Until.holds(build, () -> Files.exists(shared.resolve("starts-" + name)));
        }
        jenkins.waitForMessage("+ echo x", build);
    }

    private String command(String name) {
        return COMMAND.formatted(shared, name);
    }

    private WorkflowRun start(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "steps");
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0).waitForStart();
    }
}
