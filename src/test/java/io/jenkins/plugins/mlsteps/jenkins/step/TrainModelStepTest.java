package io.jenkins.plugins.mlsteps.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.Launcher;
import hudson.LauncherDecorator;
import hudson.model.Node;
import hudson.model.Result;
import io.jenkins.plugins.mlsteps.jenkins.record.BuildRecords;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.BodyInvoker;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.DataBoundConstructor;

@WithJenkins
class TrainModelStepTest {
    private JenkinsRule jenkins;

    @BeforeEach
    void take(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void runsACommandOnTheAgentAndReturnsWhatItReported() throws Exception {
        WorkflowRun build = run(
                """
                node {
                    def m = trainModel(name: 'churn', command: 'mkdir -p out; echo model > out/model; echo "epoch=1 val_auc=0.93"', model: 'out/model')
                    echo "auc ${m.metrics.val_auc} of ${m.name} in ${m.model}, digest ${m.digest.substring(0, 7)}"
                }
                """);
        jenkins.assertBuildStatusSuccess(build);
        jenkins.assertLogContains("auc 0.93 of churn in ml/train/churn/model, digest sha256:", build);
    }

    @Test
    void runsABodyAndReadsItsMetrics() throws Exception {
        WorkflowRun build = run(
                """
                node {
                    def m = trainModel(name: 'churn', model: 'model.txt') {
                        sh 'echo trained > model.txt; echo "loss=0.25 name=$ML_NAME"'
                    }
                    echo "loss ${m.metrics.loss} digest ${m.digest.substring(0, 7)}"
                }
                """);
        jenkins.assertBuildStatusSuccess(build);
        jenkins.assertLogContains("name=churn", build);
        jenkins.assertLogContains("loss 0.25 digest sha256:", build);
    }

    @Test
    void takesAnArrayAsTheListThatItIs() throws Exception {
        WorkflowRun build = run(
                """
                node {
                    trainModel(name: 'churn', command: 'echo w > w; echo {\\\\"auc\\\\": 0.9} > a.json; echo {\\\\"f1\\\\": 0.8} > b.json', model: 'w',
                        metrics: 'a.json,b.json'.split(','))
                    evaluateGate(name: 'quality', model: 'churn', rules: 'auc >= 0.9;f1 >= 0.8'.split(';'))
                }
                """);
        jenkins.assertBuildStatusSuccess(build);
        jenkins.assertLogContains("gate 'quality' passed", build);
    }

    @Test
    void recordsOnWhichNodeItRan() throws Exception {
        jenkins.createSlave("gpu-1", "gpu", null);
        WorkflowRun build = jenkins.assertBuildStatusSuccess(run("node('gpu') { trainModel(name: 'churn', command: 'echo auc=0.5') }"));
        assertThat(BuildRecords.of(build).records().trainings().get(0).record().orElseThrow().host()).isEqualTo("gpu-1");
    }

    @Test
    void hasNothingMoreToSayOnceItHasEnded() throws Exception {
        Path go = Files.createTempDirectory("go").resolve("go");
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(
                """
                node {
                    trainModel(name: 'churn', command: 'echo auc=0.5')
                    echo 'it has ended'
                    sh 'until [ -e "%s" ]; do sleep 0.1; done'
                }
                """
                        .formatted(go),
                true));
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("it has ended", build);
        assertThat(BuildRecords.of(build).progress()).isEmpty();
        Files.createFile(go);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(build));
    }

    @Test
    void failsTheBuildWhenTheCommandFails() throws Exception {
        WorkflowRun build = run("node { trainModel(name: 'churn', command: 'exit 3') }");
        jenkins.assertBuildStatus(Result.FAILURE, build);
        jenkins.assertLogContains("trainModel 'churn' failed after", build);
        jenkins.assertLogContains("exit", build);
    }

    @Test
    void namesTheNearestParameterBeforeAnythingRuns() throws Exception {
        WorkflowRun build = run("node { trainModel(name: 'churn', comand: 'true') }");
        jenkins.assertBuildStatus(Result.FAILURE, build);
        jenkins.assertLogContains("ERROR: trainModel: unknown parameter 'comand'; did you mean 'command'?", build);
        assertThat(jenkins.jenkins.getWorkspaceFor(build.getParent()).child("ml").exists()).isFalse();
    }

    @Test
    void asksForTheNameThatACallLacks() throws Exception {
        for (String step : List.of("trainModel", "tuneHyperparams")) {
            WorkflowRun unnamed = run("node { " + step + "('churn') { echo 'auc=0.5' } }");
            jenkins.assertBuildStatus(Result.FAILURE, unnamed);
            jenkins.assertLogContains("ERROR: " + step + ": no value may stand without a name; write " + step + "(name: …)", unnamed);
        }
        for (String call : List.of("trainModel()", "trainModel { echo 'auc=0.5' }", "tuneHyperparams()", "tuneHyperparams { }")) {
            WorkflowRun nameless = run("node { " + call + " }");
            jenkins.assertBuildStatus(Result.FAILURE, nameless);
            jenkins.assertLogContains("parameter 'name' is required", nameless);
        }
    }

    @Test
    void refusesACommandInsideABlockThatRunsProcessesElsewhere() throws Exception {
        WorkflowRun command = run("node { elsewhere { trainModel(name: 'churn', command: 'touch started') } }");
        jenkins.assertBuildStatus(Result.FAILURE, command);
        jenkins.assertLogContains("trainModel: a 'command' runs on the agent itself, not in the container", command);
        assertThat(jenkins.jenkins.getWorkspaceFor(command.getParent()).child("started").exists()).isFalse();

        jenkins.assertBuildStatusSuccess(
                run("node { elsewhere { trainModel(name: 'churn') { sh 'echo auc=0.5' } } }"));
    }

    /** As {@code container(…)}: processes of the steps in its body go through a decorated launcher. */
    public static final class ElsewhereStep extends Step {
        @DataBoundConstructor
        public ElsewhereStep() {
            // takes nothing but a body
        }

        @Override
        public StepExecution start(StepContext context) {
            return new ElsewhereExecution(context);
        }

        @TestExtension
        public static final class DescriptorImpl extends StepDescriptor {
            @Override
            public String getFunctionName() {
                return "elsewhere";
            }

            @Override
            public boolean takesImplicitBlockArgument() {
                return true;
            }

            @Override
            public Set<? extends Class<?>> getRequiredContext() {
                return Set.of(Launcher.class);
            }
        }
    }

    private static final class ElsewhereExecution extends StepExecution {
        private static final long serialVersionUID = 1L;

        ElsewhereExecution(StepContext context) {
            super(context);
        }

        @Override
        public boolean start() {
            getContext()
                    .newBodyInvoker()
                    .withContext(BodyInvoker.mergeLauncherDecorators(null, new Elsewhere()))
                    .withCallback(BodyExecutionCallback.wrap(getContext()))
                    .start();
            return false;
        }
    }

    private static final class Elsewhere extends LauncherDecorator implements Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public Launcher decorate(Launcher launcher, Node node) {
            return launcher;
        }
    }

    private WorkflowRun run(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0).get();
    }
}
