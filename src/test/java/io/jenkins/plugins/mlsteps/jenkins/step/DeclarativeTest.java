package io.jenkins.plugins.mlsteps.jenkins.step;

import hudson.model.Result;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class DeclarativeTest {
    private JenkinsRule jenkins;

    @BeforeEach
    void take(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void runsTrainingTuningAndGateInOnePipeline() throws Exception {
        WorkflowRun build = steps(
                """
                trainModel(name: 'churn', command: 'mkdir -p out; echo w > out/model; echo "auc,f1" > out/m.csv; echo "0.93,0.8" >> out/m.csv',
                    metrics: 'out/m.csv', model: 'out/model')
                trainModel(name: 'body', model: 'b.txt') { sh 'echo b > b.txt; echo auc=0.5' }
                tuneHyperparams(name: 'lr', objective: 'auc', direction: 'maximize', trials: 3, parallel: 2,
                    space: [logUniform(name: 'lr', min: 1e-5, max: 1e-1), choice(name: 'opt', values: ['adam', 'sgd'])],
                    command: 'echo auc=${lr}')
                tuneHyperparams(name: 'lr2', objective: 'auc', direction: 'maximize', trials: 2,
                    space: [uniform(name: 'lr', min: 0, max: 1)]) { sh 'echo auc=$ML_PARAM_LR' }
                evaluateGate(name: 'quality', model: 'churn', rules: ['auc >= 0.92', 'f1 > 0.7'])
                """);
        jenkins.assertBuildStatusSuccess(build);
        jenkins.assertLogContains("gate 'quality' passed for model 'churn' (sha256:", build);
    }

    @Test
    void aMistypedParameterIsDeclarativesOwnNearestNameError() throws Exception {
        WorkflowRun build = steps("trainModel(name: 'churn', comand: 'true')");
        jenkins.assertBuildStatus(Result.FAILURE, build);
        jenkins.assertLogContains("Invalid parameter \"comand\", did you mean \"command\"?", build);
    }

    @Test
    void aTextWhereAWholeNumberBelongsIsRefused() throws Exception {
        WorkflowRun build = steps("trainModel(name: 'churn', command: 'true', gpu: 'one')");
        jenkins.assertBuildStatus(Result.FAILURE, build);
        jenkins.assertLogContains("Expecting \"int\" for parameter \"gpu\"", build);
    }

    @Test
    void whatCannotBeMeantIsSaidInOneSentence() throws Exception {
        says("trainModel(name: 'm', command: 'true', retries: -1)", "ERROR: trainModel: parameter 'retries' is -1, allowed is from 0 to 100");
        says("trainModel(name: 'm', command: 'true', gpu: 1.5)", "trainModel: parameter 'gpu' must be a whole number, given is '1.5'");
        says("trainModel(name: 'm', command: ['a', 'b'])", "trainModel: parameter 'command' must be text, given is '[a, b]'");
        says(study("uniform(nme: 'x', min: 0, max: 1)"), "uniform: unknown parameter 'nme'; did you mean 'name'?");
        says(study("intRange(name: 'x', min: 0.5, max: 3)"), "intRange: parameter 'min' must be a whole number, given is '0.5'");
        says(study("choice(name: 'x', values: ['a', null])"), "choice: parameter 'values', entry 2 is null: give a value, or text such as 'none'");
        says("evaluateGate(name: 'g', model: 'm', tests: [nonInferior(metrc: 'auc', margin: 0.1)])",
                "nonInferior: unknown parameter 'metrc'; did you mean 'metric'?");
    }

    private void says(String step, String message) throws Exception {
        WorkflowRun build = steps(step);
        jenkins.assertBuildStatus(Result.FAILURE, build);
        jenkins.assertLogContains(message, build);
        jenkins.assertLogNotContains("\tat ", build);
    }

    private static String study(String dimension) {
        return "tuneHyperparams(name: 't', objective: 's', direction: 'maximize', command: 'true', space: [" + dimension + "])";
    }

    @Test
    void aFailedGateFailsTheBuildAndAnUnstableOneGoesOn() throws Exception {
        String train = "trainModel(name: 'm', command: 'echo w > w; echo auc=0.5', model: 'w')\n";
        WorkflowRun failed = steps(train + "evaluateGate(name: 'q', model: 'm', rules: ['auc >= 0.92'])\necho 'went on'");
        jenkins.assertBuildStatus(Result.FAILURE, failed);
        jenkins.assertLogContains("evaluateGate 'q': model 'm' failed 1 of", failed);
        jenkins.assertLogNotContains("went on", failed);
        WorkflowRun unstable = steps(train + "script { def g = evaluateGate(name: 'q', model: 'm', rules: ['auc >= 0.92'], onFail: 'unstable')\n"
                + "echo \"went on ${g.passed} ${g.checks[0].rule}\" }");
        jenkins.assertBuildStatus(Result.UNSTABLE, unstable);
        jenkins.assertLogContains("went on false", unstable);
    }

    private WorkflowRun steps(String steps) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(
                "pipeline { agent any\n stages { stage('ML') { steps {\n" + steps + "\n} } } }", true));
        return job.scheduleBuild2(0).get();
    }
}
