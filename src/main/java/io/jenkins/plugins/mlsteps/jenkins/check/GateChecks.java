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
    private static final String UNSIGNED =
            "**Not signed by this Jenkins**: the build left this record, and no gate of it vouches for what it says.\n\n";

    @Override
    public void judged(Run<?, ?> run, Verdict verdict, boolean signed, TaskListener listener) {
        ChecksOutput output = new ChecksOutput.ChecksOutputBuilder()
                .withTitle(title(verdict, signed))
                .withSummary((signed ? "" : UNSIGNED) + Markdown.of(verdict))
                .build();
        ChecksDetails check = new ChecksDetails.ChecksDetailsBuilder()
                .withName("ML gate " + verdict.gate())
                .withStatus(ChecksStatus.COMPLETED)
                .withConclusion(conclusion(verdict, signed))
                .withDetailsURL(DisplayURLProvider.get().getRunURL(run))
                .withOutput(output)
                .build();
        ChecksPublisherFactory.fromRun(run, listener).publish(check);
    }

    private static String title(Verdict verdict, boolean signed) {
        if (!signed) {
            return "Not signed by this Jenkins";
        }
        long failed = verdict.checks().stream().filter(check -> !check.passed()).count();
        return verdict.passed() ? "The model passed" : failed + " of " + verdict.checks().size() + " checks failed";
    }

    /** A record that says no needs no signature to be in the way. */
    private static ChecksConclusion conclusion(Verdict verdict, boolean signed) {
        if (!verdict.passed()) {
            return ChecksConclusion.FAILURE;
        }
        return signed ? ChecksConclusion.SUCCESS : ChecksConclusion.ACTION_REQUIRED;
    }
}
