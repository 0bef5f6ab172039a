package io.jenkins.plugins.mlsteps.jenkins;

import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import io.jenkins.plugins.mlsteps.jenkins.record.BuildRecords;
import io.jenkins.plugins.mlsteps.report.SampleBuild;
import java.io.IOException;
import java.nio.file.Path;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestBuilder;

/** Jobs whose builds leave records in their workspace and hand them over, as the steps do. */
public final class RecordedBuilds {
    private RecordedBuilds() {}

    /** Writes what a build leaves under {@code ml/}. */
    public interface Work {
        void leave(SampleBuild sample, int build) throws Exception;
    }

    public static FreeStyleProject job(JenkinsRule jenkins, String name, Work work) throws IOException {
        FreeStyleProject job = jenkins.createFreeStyleProject(name);
        job.getBuildersList().add(new TestBuilder() {
            @Override
            public boolean perform(AbstractBuild<?, ?> build, Launcher launcher, BuildListener listener)
                    throws InterruptedException, IOException {
                Path ml = Path.of(build.getWorkspace().getRemote(), "ml");
                try {
                    work.leave(new SampleBuild(ml), build.getNumber());
                } catch (InterruptedException | IOException e) {
                    throw e;
                } catch (Exception e) {
                    throw new IOException(e);
                }
                BuildRecords.of(build).keep(build.getWorkspace(), launcher, listener);
                return true;
            }
        });
        return job;
    }

    /** A job all of whose records there are. */
    public static FreeStyleProject full(JenkinsRule jenkins, String name) throws IOException {
        return job(jenkins, name, (sample, build) -> SampleBuild.full(sample.ml()));
    }

    /** Its next build, which ends as it should. */
    public static FreeStyleBuild build(JenkinsRule jenkins, FreeStyleProject job) throws Exception {
        return jenkins.buildAndAssertStatus(Result.SUCCESS, job);
    }
}
