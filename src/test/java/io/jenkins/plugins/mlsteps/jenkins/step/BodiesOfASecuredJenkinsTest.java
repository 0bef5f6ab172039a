package io.jenkins.plugins.mlsteps.jenkins.step;

import io.jenkins.plugins.mlsteps.jenkins.People;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class BodiesOfASecuredJenkinsTest {
    /** Steps go on by themselves, as nobody who is logged in. */
    @ParameterizedTest
    @ValueSource(strings = {"trainer", "built-in"})
    void runWhereAnonymousPeopleMayReadNothing(String node, JenkinsRule jenkins) throws Exception {
        People.moveInto(jenkins);
        jenkins.createSlave("trainer", "trainer", null);
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "bodies");
        job.setDefinition(new CpsFlowDefinition(
                """
                node('NODE') {
                    trainModel(name: 'm', model: 'w') { sh 'echo weights > w; echo auc=0.9' }
                    tuneHyperparams(name: 's', objective: 'loss', direction: 'minimize', trials: 2, parallel: 2,
                            space: [uniform(name: 'x', min: 0, max: 1)]) {
                        sh 'echo step=1 loss=$ML_PARAM_X'
                    }
                    evaluateGate(name: 'g', model: 'm', rules: ['auc >= 0.9'])
                }
                """
                        .replace("NODE", node),
                true));
        jenkins.buildAndAssertSuccess(job);
    }
}
