package io.jenkins.plugins.mlsteps.jenkins;

import hudson.Launcher;
import hudson.model.AbstractBuild;
import hudson.model.BuildListener;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.mlsteps.deploy.promotion.Promotion;
import io.jenkins.plugins.mlsteps.deploy.promotion.PromotionRequest;
import io.jenkins.plugins.mlsteps.deploy.promotion.Stage;
import io.jenkins.plugins.mlsteps.gate.attestation.VerdictFiles;
import io.jenkins.plugins.mlsteps.jenkins.configuration.InstanceVerdictKeys;
import io.jenkins.plugins.mlsteps.jenkins.promotion.PromotionDesk;
import io.jenkins.plugins.mlsteps.jenkins.record.BuildRecords;
import io.jenkins.plugins.mlsteps.record.Deployment;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.report.SampleBuild;
import io.jenkins.plugins.mlsteps.report.ledger.Ledger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestBuilder;

/**
 * Jobs whose builds leave records in their workspace and hand them over, as the steps do. What a controller signs and logs while it
 * runs the steps that leave such records is signed and logged, unless the records are forged.
 */
public final class RecordedBuilds {
    /** File systems keep times to a second or two. */
    private static final long TOLERANCE_MILLIS = 2000;

    private RecordedBuilds() {}

    /** Writes what a build leaves under {@code ml/}. */
    public interface Work {
        void leave(SampleBuild sample, int build) throws Exception;
    }

    public static FreeStyleProject job(JenkinsRule jenkins, String name, Work work) throws IOException {
        return job(jenkins, name, work, true);
    }

    /** One whose builds write records on their own, without any step. */
    public static FreeStyleProject forging(JenkinsRule jenkins, String name, Work work) throws IOException {
        return job(jenkins, name, work, false);
    }

    private static FreeStyleProject job(JenkinsRule jenkins, String name, Work work, boolean bySteps) throws IOException {
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
                if (bySteps) {
                    vouch(build, ml);
                }
                BuildRecords.of(build).keep(build.getWorkspace(), launcher, listener);
                return true;
            }
        });
        return job;
    }

    private static void vouch(Run<?, ?> build, Path ml) throws IOException, InterruptedException {
        Ledger left = Ledger.readSince(ml, Instant.ofEpochMilli(build.getStartTimeInMillis() - TOLERANCE_MILLIS));
        for (Verdict verdict : left.verdicts()) {
            VerdictFiles.write(new MlDirectory(ml), ofBuild(verdict, build), InstanceVerdictKeys.get().signing());
        }
        for (Deployment deployment : left.deployments()) {
            if (deployment.status() == Deployment.Status.DEPLOYED) {
                PromotionDesk.of(build).close(promotion(deployment, build));
            }
        }
    }

    /** As a gate of the build would have said it, now. */
    public static Verdict ofBuild(Verdict verdict, Run<?, ?> build) {
        return new Verdict(
                verdict.gate(),
                verdict.model(),
                verdict.digest(),
                verdict.passed(),
                verdict.checks(),
                verdict.metrics(),
                verdict.comparedWith(),
                verdict.baseline(),
                verdict.slices(),
                verdict.sliceSearch(),
                verdict.inputs(),
                verdict.source(),
                verdict.builder(),
                build.getParent().getFullName(),
                verdict.replayed(),
                verdict.tool(),
                Instant.now());
    }

    private static Promotion promotion(Deployment deployment, Run<?, ?> build) {
        PromotionRequest request = new PromotionRequest(
                deployment.environment() + "/" + deployment.name() + "/" + UUID.randomUUID(),
                deployment.name(),
                deployment.environment(),
                deployment.model(),
                deployment.digest(),
                build.getParent().getFullName(),
                List.of(deployment.by()),
                deployment.why(),
                PromotionRequest.Origin.JOB);
        return new Promotion(request, Stage.DEPLOYED, List.of(), null, List.of(), null, null, List.of());
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
