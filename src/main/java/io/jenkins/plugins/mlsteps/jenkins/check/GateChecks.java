package io.jenkins.plugins.mlsteps.jenkins.check;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.checks.api.ChecksConclusion;
import io.jenkins.plugins.checks.api.ChecksDetails;
import io.jenkins.plugins.checks.api.ChecksOutput;
import io.jenkins.plugins.checks.api.ChecksPublisherFactory;
import io.jenkins.plugins.checks.api.ChecksStatus;
import io.jenkins.plugins.mlsteps.jenkins.record.VerdictListener;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.report.Markdown;
import org.jenkinsci.plugins.variant.OptionalExtension;
import org.jenkinsci.plugins.displayurlapi.DisplayURLProvider;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Puts each verdict on the commit it belongs to, with the table of its checks. */
@OptionalExtension(requirePlugins = {"checks-api", "display-url-api"})
@Restricted(NoExternalUse.class)
public final class GateChecks extends VerdictListener {
    @Override
    public void judged(Run<?, ?> run, Verdict verdict, TaskListener listener) {
        long failed = verdict.checks().stream().filter(check -> !check.passed()).count();
        ChecksOutput output = new ChecksOutput.ChecksOutputBuilder()
                .withTitle(verdict.passed() ? "The model passed" : failed + " of " + verdict.checks().size() + " checks failed")
                .withSummary(Markdown.of(verdict))
                .build();
        ChecksDetails check = new ChecksDetails.ChecksDetailsBuilder()
                .withName("ML gate " + verdict.gate())
                .withStatus(ChecksStatus.COMPLETED)
                .withConclusion(verdict.passed() ? ChecksConclusion.SUCCESS : ChecksConclusion.FAILURE)
                .withDetailsURL(DisplayURLProvider.get().getRunURL(run))
                .withOutput(output)
                .build();
        ChecksPublisherFactory.fromRun(run, listener).publish(check);
    }
}
