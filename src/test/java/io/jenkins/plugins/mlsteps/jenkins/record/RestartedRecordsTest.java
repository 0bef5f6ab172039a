package io.jenkins.plugins.mlsteps.jenkins.record;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Run;
import io.jenkins.plugins.mlsteps.jenkins.RecordedBuilds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** A Jenkins in a process of its own. */
class RestartedRecordsTest {
    @RegisterExtension
    private final RealJenkinsExtension jenkins = new RealJenkinsExtension();

    @Test
    void areReadByTheNextProcess() throws Throwable {
        jenkins.then(RestartedRecordsTest::build);
        jenkins.then(RestartedRecordsTest::read);
    }

    private static void build(JenkinsRule jenkins) throws Throwable {
        assertThat(jenkins.jenkins.getPluginManager().getFailedPlugins()).isEmpty();
        FreeStyleProject job = RecordedBuilds.full(jenkins, "churn");
        RecordedBuilds.build(jenkins, job);
        job.getBuildersList().clear(); // they exist in this process only
        job.save();
    }

    private static void read(JenkinsRule jenkins) throws Throwable {
        FreeStyleProject job = jenkins.jenkins.getItemByFullName("churn", FreeStyleProject.class);
        Run<?, ?> build = job.getBuildByNumber(1);

        assertThat(BuildRecords.find(build).orElseThrow().records().trainings()).hasSize(1);
        assertThat(JobHistory.of(job).summaries()).hasSize(1);
        assertThat(ModelRegistry.versions()).hasSize(1);
    }
}
