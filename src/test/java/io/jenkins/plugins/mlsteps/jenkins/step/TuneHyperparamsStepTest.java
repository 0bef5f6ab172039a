package io.jenkins.plugins.mlsteps.jenkins.step;

import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class TuneHyperparamsStepTest {
    private JenkinsRule jenkins;

    @BeforeEach
    void take(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void runsTheTrialsAsCommands() throws Exception {
        WorkflowRun build = run(
                """
                node {
                    def t = tuneHyperparams(name: 'lr', objective: 'score', direction: 'maximize', trials: 6, parallel: 3, seed: 7,
                        space: [uniform(name: 'x', min: 0, max: 1), choice(name: 'opt', values: ['adam', 'sgd', 3])],
                        command: 'echo score=${x}')
                    echo "best ${t.params.x} value ${t.value} of ${t.trials}"
                }
                """);
        jenkins.assertBuildStatusSuccess(build);
        jenkins.assertLogContains(" of 6", build);
    }

    @Test
    void runsTheTrialsAsBodiesInParallelBranches() throws Exception {
        WorkflowRun build = run(
                """
                node {
                    def t = tuneHyperparams(name: 'lr', objective: 'score', direction: 'maximize', trials: 4, parallel: 2, seed: 7,
                        space: [uniform(name: 'x', min: 0, max: 1)]) {
                        echo "score=${env.ML_PARAM_X}"
                    }
                    echo "best ${t.params.x} value ${t.value} of ${t.trials}"
                }
                """);
        jenkins.assertBuildStatusSuccess(build);
        jenkins.assertLogContains(" of 4", build);
    }

    @Test
    void runsEachTrialOnANodeOfItsOwn() throws Exception {
        jenkins.createSlave("gpu-1", "gpu", null);
        jenkins.createSlave("gpu-2", "gpu", null);
        WorkflowRun build = run(
                """
                node {
                    def t = tuneHyperparams(name: 'lr', objective: 'score', direction: 'maximize', trials: 4, parallel: 2, seed: 7,
                        space: [intRange(name: 'x', min: 1, max: 9)]) {
                        node('gpu') {
                            sh 'echo score=$ML_PARAM_X'
                        }
                    }
                    echo "best ${t.params.x} value ${t.value} of ${t.trials}"
                }
                """);
        jenkins.assertBuildStatusSuccess(build);
        jenkins.assertLogContains("Running on gpu-1", build);
        jenkins.assertLogContains("Running on gpu-2", build);
        jenkins.assertLogContains(" of 4", build);
    }

    private WorkflowRun run(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0).get();
    }
}
