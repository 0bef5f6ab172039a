package io.jenkins.plugins.mlsteps.jenkins.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import javaposse.jobdsl.plugin.ExecuteDslScripts;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.SingleFileSCM;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class JobDslTest {
    /** The folder is that of docs/environments.md. */
    private static final String SEED =
            """
            folder('team') {
                properties {
                    mlSteps {
                        text(readFileFromWorkspace('ml-environments.yaml'))
                    }
                }
            }
            pipelineJob('team/churn') {
                definition {
                    cps {
                        sandbox()
                        script('''
                            node {
                                trainModel(name: 'churn', command: 'echo w > w; echo auc=0.95', model: 'w')
                                evaluateGate(name: 'quality', model: 'churn', rules: ['auc >= 0.9'])
                            }
                        ''')
                    }
                }
            }
            """;

    @Test
    void makesFoldersThatNarrowAndJobsThatTrain(JenkinsRule jenkins) throws Exception {
        MlConfiguration.get()
                .keep(
                        """
                        environments:
                          staging: { target: { type: local } }
                          production: { target: { type: local } }
                        """);
        FreeStyleProject seed = jenkins.createFreeStyleProject("seed");
        seed.setScm(new SingleFileSCM("ml-environments.yaml", "environments: [staging]"));
        ExecuteDslScripts dsl = new ExecuteDslScripts();
        dsl.setUseScriptText(true);
        dsl.setScriptText(SEED);
        seed.getBuildersList().add(dsl);
        FreeStyleBuild made = jenkins.buildAndAssertSuccess(seed);

        WorkflowJob job = jenkins.jenkins.getItemByFullName("team/churn", WorkflowJob.class);
        assertThat(job).as(JenkinsRule.getLog(made)).isNotNull();
        assertThat(MlConfiguration.get().administrationFor(job).environments()).containsOnlyKeys("staging");
        jenkins.assertLogContains("gate 'quality' passed", jenkins.buildAndAssertSuccess(job));
    }
}
