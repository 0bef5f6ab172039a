package io.jenkins.plugins.mlsteps.jenkins.execution;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.FilePath;
import hudson.model.Result;
import io.jenkins.plugins.mlsteps.jenkins.RuntimeOption;
import io.jenkins.plugins.mlsteps.jenkins.configuration.MlConfiguration;
import io.jenkins.plugins.mlsteps.jenkins.promotion.PendingPromotions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Builds that somebody stops in the middle of a step. Commands write the numbers of their processes to a file {@code pids}. */
@WithJenkins
class StoppedBuildTest {
    /** A process, its child, and one that left their session. */
    private static final String TREE = "echo $$ >> %1$s; sleep 1000 & echo $! >> %1$s; setsid sh -c 'echo $$ >> %1$s; exec sleep 1000' & wait; exit 1";

    private static JenkinsRule jenkins;

    @TempDir
    private Path pids;

    @BeforeAll
    static void take(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void aCommandIsStoppedWithAllThatItStarted() throws Exception {
        WorkflowRun build = start("node { trainModel(name: 'm', command: '''" + TREE.formatted(pids.resolve("one")) + "''') }");
        stop(build, 3);
        assertThat(record(build)).contains("ABORTED");
    }

    @Test
    void theStepsOfABodyAreStopped() throws Exception {
        WorkflowRun build = start("node { trainModel(name: 'm') { sh '''" + TREE.formatted(pids.resolve("one")) + "''' } }");
        stop(build, 3);
        assertThat(record(build)).contains("ABORTED");
    }

    @Test
    void parallelTrialsAreStoppedInEachForm() throws Exception {
        String study =
                "node { tuneHyperparams(name: 'm', objective: 'auc', direction: 'maximize', trials: 4, parallel: 2,"
                        + " space: [intRange(name: 'x', min: 1, max: 9)]";
        String tree = TREE.formatted(pids + "/trial-$ML_TRIAL");
        WorkflowRun commands = start(study + ", command: '''" + tree + "''') }");
        stop(commands, 6);
        WorkflowRun bodies = start(study + ") { sh '''" + tree.replace("trial-", "body-") + "''' } }");
        stop(bodies, 12);
    }

    @Test
    void aPromotionThatWaitsForPeopleIsTakenBack() throws Exception {
        RuntimeOption.set();
        MlConfiguration.get()
                .keep(
                        """
                        environments:
                          production:
                            tier: production
                            target: { type: local, port: 0 }
                            policy: { approvals: { count: 1 } }
                        """);
        WorkflowRun build = start(
                """
                node {
                    trainModel(name: 'm', command: 'echo weights > w; echo auc=0.95', model: 'w')
                    deployEndpoint(name: 'm', model: 'm', environment: 'production')
                }
                """);
        PendingPromotions pending = ExtensionList.lookupSingleton(PendingPromotions.class);
        Until.holds(build, () -> !pending.getPending().isEmpty());
        end(build);
        assertThat(pending.getPending()).isEmpty();
        jenkins.assertLogNotContains("serves at", build);
    }

    private void stop(WorkflowRun build, int processes) throws Exception {
        Until.holds(build, () -> written().size() == processes);
        end(build);
        Until.holds(() -> written().stream().noneMatch(StoppedBuildTest::isRunning));
    }

    private static void end(WorkflowRun build) throws Exception {
        build.doStop();
        jenkins.waitForCompletion(build);
        jenkins.assertBuildStatus(Result.ABORTED, build);
        Until.stepFilesAreGone(build);
    }

    private List<Long> written() throws Exception {
        List<Long> numbers = new ArrayList<>();
        try (var files = Files.list(pids)) {
            for (Path file : files.toList()) {
                Files.readAllLines(file).stream().map(String::trim).map(Long::valueOf).forEach(numbers::add);
            }
        }
        return numbers;
    }

    /** Not one that has ended and that nobody has asked for its exit status yet. */
    private static boolean isRunning(long pid) {
        try {
            return Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline")).length > 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String record(WorkflowRun build) throws Exception {
        return workspace(build).child("ml/train/m/record.json").readToString();
    }

    private static FilePath workspace(WorkflowRun build) {
        return jenkins.jenkins.getWorkspaceFor(build.getParent());
    }

    private static WorkflowRun start(String script) throws Exception {
        return job(script).scheduleBuild2(0).waitForStart();
    }

    private static WorkflowJob job(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }
}
