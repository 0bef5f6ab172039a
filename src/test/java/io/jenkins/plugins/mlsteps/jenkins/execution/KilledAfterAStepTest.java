package io.jenkins.plugins.mlsteps.jenkins.execution;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.FilePath;
import hudson.model.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import jenkins.model.CauseOfInterruption;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.flow.GraphListener;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * A controller that is killed when a step has ended and the program that goes on is not saved yet. Every command writes a line to a
 * file {@code starts-…} when it starts.
 */
class KilledAfterAStepTest {
    private static final String STUDY =
            "tuneHyperparams(name: 't', objective: 'score', direction: 'maximize', trials: 2, parallel: 2, space: [uniform(name: 'x', min: 0, max: 1)])";

    /** By what becomes of the step. */
    private static final Map<String, String> PIPELINES = Map.of(
            "succeeds",
            """
            def m = trainModel(name: 'm', command: 'echo x >> starts-0; echo auc=0.75')
            echo "done with ${m.metrics.auc}"
            """,
            "fails",
            """
            try {
                trainModel(name: 'm', command: 'echo x >> starts-0; exit 3')
            } catch (e) {
                echo "done with ${e.message}"
            }
            """,
            "unstable",
            """
            trainModel(name: 'm', command: 'echo x >> starts-0; echo auc=0.75')
            def g = evaluateGate(name: 'quality', model: 'm', rules: ['auc >= 0.9'], onFail: 'unstable')
            echo "done with ${g.passed} ${g.checks[0].passed}"
            """,
            "aborted",
            """
            try {
                trainModel(name: 'm', command: 'echo x >> starts-0; sleep 600')
            } catch (org.jenkinsci.plugins.workflow.steps.FlowInterruptedException e) {
                echo "done with an abort"
                throw e
            }
            """,
            "tuned", "def t = " + STUDY + " { sh 'echo x >> starts-$ML_TRIAL; echo score=$ML_PARAM_X' }\necho \"done with ${t.trials}\"");

    private static final Map<String, String> EXPECTED = Map.of(
            "succeeds", "done with 0.75",
            "fails", "done with trainModel 'm' failed",
            "unstable", "done with false false",
            "aborted", "done with an abort",
            "tuned", "done with 2");

    private static final Map<String, Result> RESULTS = Map.of("unstable", Result.UNSTABLE, "aborted", Result.ABORTED);

    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension().withTimeout(900);

    @Test
    void theProgramHearsAgainHowTheStepEndedAndNothingRunsTwice() throws Throwable {
        controller.startJenkins();
        controller.runRemotely(KilledAfterAStepTest::runUntilTheStepsEnded);
        controller.stopJenkinsForcibly();
        controller.startJenkins();
        controller.runRemotely(KilledAfterAStepTest::finish);
    }

    private static void runUntilTheStepsEnded(JenkinsRule jenkins) throws Exception {
        jenkins.jenkins.setNumExecutors(PIPELINES.size());
        ExtensionList.lookup(GraphListener.class).add(new AfterTheStep());
        for (Map.Entry<String, String> pipeline : PIPELINES.entrySet()) {
            WorkflowJob job = jenkins.createProject(WorkflowJob.class, pipeline.getKey());
            job.setDefinition(new CpsFlowDefinition("node {\n" + pipeline.getValue() + "\n}", true));
            job.scheduleBuild2(0).waitForStart();
        }
        FilePath starts = workspace(jenkins, "aborted").child("starts-0");
        Until.holds(build(jenkins, "aborted"), () -> starts.exists() && starts.length() > 0);
        build(jenkins, "aborted").doStop();
        for (String job : PIPELINES.keySet()) {
            Until.holds(build(jenkins, job), () -> HELD.contains(job));
        }
    }

    private static void finish(JenkinsRule jenkins) throws Exception {
        for (String job : PIPELINES.keySet()) {
            WorkflowRun build = build(jenkins, job);
            Until.holds(() -> !build.isBuilding());
            jenkins.waitForCompletion(build);
            jenkins.assertBuildStatus(RESULTS.getOrDefault(job, Result.SUCCESS), build);
            assertThat(JenkinsRule.getLog(build)).as(job).contains("Resuming build", EXPECTED.get(job));
            for (FilePath starts : workspace(jenkins, job).list("starts-*")) {
                assertThat(starts.readToString()).as(job + " " + starts.getName()).isEqualTo("x\n");
            }
            Until.stepFilesAreGone(build);
        }
    }

    private static int files(WorkflowRun build, String pattern) throws IOException {
        int count = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(build.getRootDir().toPath().resolve("ml-steps"), pattern)) {
            for (Path file : files) {
                count++;
            }
        }
        return count;
    }

    private static WorkflowRun build(JenkinsRule jenkins, String job) {
        return jenkins.jenkins.getItemByFullName(job, WorkflowJob.class).getBuildByNumber(1);
    }

    private static FilePath workspace(JenkinsRule jenkins, String job) {
        return jenkins.jenkins.getWorkspaceFor(jenkins.jenkins.getItemByFullName(job, WorkflowJob.class));
    }

    /** Jobs whose programs are held. */
    private static final Set<String> HELD = ConcurrentHashMap.newKeySet();

    /** Holds the program when the step has no state any more and its record is archived. */
    private static final class AfterTheStep implements GraphListener.Synchronous {
        private static final Map<String, String> RECORDS = Map.of(
                "succeeds", "train/m/record.json",
                "fails", "train/m/record.json",
                "unstable", "gate/quality/verdict.json",
                "aborted", "train/m/record.json",
                "tuned", "tune/t/study.json");

        @Override
        public void onNewHead(FlowNode node) {
            try {
                WorkflowRun build = (WorkflowRun) node.getExecution().getOwner().getExecutable();
                String job = build.getParent().getName();
                Path record = build.getArtifactsDir().toPath().resolve("ml").resolve(RECORDS.get(job));
                if (Files.exists(record) && files(build, "step-*.json") == 0) {
                    HELD.add(job);
                    new CountDownLatch(1).await();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
