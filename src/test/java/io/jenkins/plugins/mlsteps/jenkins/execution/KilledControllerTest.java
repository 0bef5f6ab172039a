package io.jenkins.plugins.mlsteps.jenkins.execution;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.FilePath;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * A controller that is killed in the middle of steps, and one that starts on what it left. Every command writes a line to a file
 * {@code starts-…} when it starts, and ends once there is a file {@code go}.
 */
class KilledControllerTest {
    private static final String WAIT = "while [ ! -e go ]; do sleep 0.05; done";

    /** What is running when the controller dies, and what the build says when it goes on. */
    private static final Map<String, String> PIPELINES = new LinkedHashMap<>();

    static {
        PIPELINES.put(
                "train-command",
                """
                def m = trainModel(name: 'm', command: 'echo x >> starts-0; %s; echo auc=0.75')
                echo "done with ${m.metrics.auc}"
                """);
        PIPELINES.put(
                "train-body",
                """
                def m = trainModel(name: 'm') { sh 'echo early=0.5; echo x >> starts-0; %s; echo auc=0.75' }
                echo "done with ${m.metrics.early} ${m.metrics.auc}"
                """);
        PIPELINES.put(
                "tune-command",
                """
                def t = tuneHyperparams(name: 't', objective: 'score', direction: 'maximize', trials: 4, parallel: 2,
                    space: [intRange(name: 'x', min: 1, max: 9)],
                    command: 'echo x >> starts-$ML_TRIAL; %s; echo score=${x}')
                echo "done with ${t.trials}"
                """);
        PIPELINES.put(
                "tune-body",
                """
                def t = tuneHyperparams(name: 't', objective: 'score', direction: 'maximize', trials: 4, parallel: 2,
                    space: [intRange(name: 'x', min: 1, max: 9)]) {
                    sh 'echo x >> starts-$ML_TRIAL; %s; echo score=$ML_PARAM_X'
                }
                echo "done with ${t.trials}"
                """);
        PIPELINES.put(
                "tune-label",
                """
                def home = pwd()
                def t = tuneHyperparams(name: 't', objective: 'score', direction: 'maximize', trials: 4, parallel: 2, label: 'built-in',
                    space: [intRange(name: 'x', min: 1, max: 9)]) {
                    sh "cd '${home}'; echo x >> starts-\\$ML_TRIAL; %s; echo score=\\$ML_PARAM_X | tee \\\"\\$ML_OUTPUT_DIR/score.txt\\\""
                }
                def files = sh(script: 'ls ml/tune/t/trials/*/output/score.txt | wc -l', returnStdout: true).trim()
                echo "done with ${t.trials} and ${files}"
                """);
    }

    private static final Map<String, String> EXPECTED = Map.of(
            "train-command", "done with 0.75",
            "train-body", "done with 0.5 0.75",
            "tune-command", "done with 4",
            "tune-body", "done with 4",
            "tune-label", "done with 4 and 4");

    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension().withTimeout(900);

    @Test
    void everyFormOfTrainingAndTuningGoesOnAndRunsNothingTwice() throws Throwable {
        controller.startJenkins();
        controller.runRemotely(KilledControllerTest::start);
        controller.stopJenkinsForcibly();
        controller.startJenkins();
        controller.runRemotely(KilledControllerTest::finish);
    }

    private static void start(JenkinsRule jenkins) throws Exception {
        jenkins.jenkins.setNumExecutors(PIPELINES.size() + 2);
        for (Map.Entry<String, String> pipeline : PIPELINES.entrySet()) {
            WorkflowJob job = jenkins.createProject(WorkflowJob.class, pipeline.getKey());
            String script = "node {\n" + pipeline.getValue().formatted(WAIT) + "}";
            job.setDefinition(new CpsFlowDefinition(script, true));
            job.scheduleBuild2(0).waitForStart();
        }
        for (String name : PIPELINES.keySet()) {
            boolean two = name.startsWith("tune");
            Until.holds(
                    build(jenkins, name),
                    () -> workspace(jenkins, name).child("starts-0").exists()
                            && (!two || workspace(jenkins, name).child("starts-1").exists()));
            if (!name.endsWith("command")) {
                Until.shellsAreSaved(build(jenkins, name), two ? 2 : 1);
            }
        }
    }

    private static WorkflowRun build(JenkinsRule jenkins, String job) {
        return jenkins.jenkins.getItemByFullName(job, WorkflowJob.class).getBuildByNumber(1);
    }

    private static void finish(JenkinsRule jenkins) throws Exception {
        for (String name : PIPELINES.keySet()) {
            workspace(jenkins, name).child("go").write("", "UTF-8");
        }
        for (String name : PIPELINES.keySet()) {
            WorkflowRun build = build(jenkins, name);
            jenkins.waitForCompletion(build);
            jenkins.assertBuildStatusSuccess(build);
            jenkins.assertLogContains(EXPECTED.get(name), build);
            for (FilePath starts : workspace(jenkins, name).list("starts-*")) {
                assertThat(starts.readToString()).as(name + " " + starts.getName()).isEqualTo("x\n");
            }
            Until.stepFilesAreGone(build);
        }
    }

    private static FilePath workspace(JenkinsRule jenkins, String job) {
        return jenkins.jenkins.getWorkspaceFor(jenkins.jenkins.getItemByFullName(job, WorkflowJob.class));
    }
}
