package io.jenkins.plugins.mlsteps.jenkins.execution;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Slave;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jenkins.security.MasterToSlaveCallable;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Agents that neither answer nor close their connection: their JVMs are stopped by a signal, as a frozen machine is. */
@WithJenkins
class FrozenAgentTest {
    private static final int AGENTS = 2;
    private static final int BUILDS_OF_AGENT = 10;

    /** Writes a line when it starts, and ends once there is a file {@code go}, or nobody to make one. */
    private static final String COMMAND = "echo x >> %1$s/starts-$BUILD_NUMBER-$ML_NAME;"
            + " while [ -d %1$s ] && [ ! -e %1$s/go ]; do sleep 2; done; echo auc=0.75";

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @TempDir
    private Path shared;

    private final List<Long> frozen = new ArrayList<>();

    @AfterEach
    void thaw() throws Exception {
        for (long pid : frozen) {
            signal("CONT", pid);
        }
    }

    @Test
    void costTheirOwnBuildsTimeAndNoOther(JenkinsRule jenkins) throws Exception {
        for (int agent = 0; agent < AGENTS; agent++) {
            agent(jenkins, "gpu-" + agent, "gpu", BUILDS_OF_AGENT);
        }
        agent(jenkins, "cpu-0", "cpu", 1);
        List<WorkflowRun> waiting = new ArrayList<>();
        WorkflowJob training = job(jenkins, "training", """
                node('gpu') {
                    parallel(
                        one: { def m = trainModel(name: 'one', command: '%1$s'); echo "one ${m.metrics.auc}" },
                        two: { def m = trainModel(name: 'two', command: '%1$s'); echo "two ${m.metrics.auc}" })
                }
                """.formatted(COMMAND.formatted(shared)));
        for (int build = 0; build < AGENTS * BUILDS_OF_AGENT; build++) {
            waiting.add(training.scheduleBuild2(0).waitForStart());
        }
        for (WorkflowRun build : waiting) {
            Until.holds(build, () -> Files.exists(starts(build, "one")) && Files.exists(starts(build, "two")));
        }

        for (int agent = 0; agent < AGENTS; agent++) {
            freeze(jenkins, "gpu-" + agent);
        }
        Until.holds(() -> turnsThatWaitForAnswers() >= AGENTS * StepThreads.MOST_AT_ONE_AGENT);

        WorkflowJob other = job(jenkins, "other", """
                node('cpu') {
                    for (int i = 0; i < 5; i++) {
                        trainModel(name: 'm', command: 'echo auc=0.5')
                    }
                }
                """);
        WorkflowRun live = other.scheduleBuild2(0).waitForStart();
        Until.holds(() -> !live.isBuilding());
        jenkins.assertBuildStatusSuccess(live);
        Until.holds(() -> turnsThatWaitForAnswers() == AGENTS * StepThreads.MOST_AT_ONE_AGENT); // once the build that ended is cleared up
        assertThat(waiting).allMatch(WorkflowRun::isBuilding);

        thaw();
        Files.createFile(shared.resolve("go"));
        for (WorkflowRun build : waiting) {
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
            for (String name : List.of("one", "two")) {
                jenkins.assertLogContains(name + " 0.75", build);
                assertThat(starts(build, name)).hasContent("x");
            }
        }
    }

    private Path starts(WorkflowRun build, String name) {
        return shared.resolve("starts-" + build.getNumber() + "-" + name);
    }

    private void agent(JenkinsRule jenkins, String name, String label, int executors) throws Exception {
        Slave agent = agents.createAgent(
                jenkins,
                InboundAgentExtension.Options.newBuilder().name(name).label(label).build());
        agent.setNumExecutors(executors);
        jenkins.jenkins.setNodes(jenkins.jenkins.getNodes()); // lets the computer know
    }

    private static WorkflowJob job(JenkinsRule jenkins, String name, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }

    private void freeze(JenkinsRule jenkins, String agent) throws Exception {
        long pid = jenkins.jenkins.getComputer(agent).getChannel().call(new Pid());
        frozen.add(pid);
        signal("STOP", pid);
    }

    private static void signal(String name, long pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).start().waitFor()).isZero();
    }

    private static long turnsThatWaitForAnswers() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(thread -> thread.getKey().getName().startsWith("ML pipeline steps"))
                .filter(thread -> Arrays.stream(thread.getValue())
                        .anyMatch(frame -> frame.getClassName().equals("hudson.remoting.Request")))
                .count();
    }

    private static final class Pid extends MasterToSlaveCallable<Long, RuntimeException> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long call() {
            return ProcessHandle.current().pid();
        }
    }
}
