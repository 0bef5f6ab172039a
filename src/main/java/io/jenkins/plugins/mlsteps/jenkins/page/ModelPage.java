package io.jenkins.plugins.mlsteps.jenkins.page;

import hudson.model.Api;
import hudson.model.Failure;
import hudson.model.ModelObject;
import io.jenkins.plugins.mlsteps.jenkins.configuration.MlPermissions;
import io.jenkins.plugins.mlsteps.jenkins.page.ModelRow.BuildLink;
import io.jenkins.plugins.mlsteps.jenkins.promotion.RefusedDecision;
import io.jenkins.plugins.mlsteps.jenkins.record.ModelVersion;
import io.jenkins.plugins.mlsteps.jenkins.rollback.RollbackOffer;
import io.jenkins.plugins.mlsteps.report.page.Mark;
import io.jenkins.plugins.mlsteps.report.wording.Wording;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** One model version: every build that made, judged or deployed it. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class ModelPage implements ModelObject {
    private final ModelVersion version;

    ModelPage(ModelVersion version) {
        this.version = version;
    }

    /** A gate's word. */
    public record Judged(BuildLink build, String gate, Mark mark, String tally) {}

    /** A promotion, and whether it serves. */
    public record Deployed(BuildLink build, String environment, String endpoint, String revision, Mark mark, boolean serving) {}

    public ModelRow getRow() {
        return ModelRow.of(version);
    }

    public List<BuildLink> getMade() {
        return version.made().stream()
                .map(made -> BuildLink.of(made.job(), made.build(), made.time()))
                .toList();
    }

    public List<Judged> getJudged() {
        return version.judged().stream()
                .map(judged -> new Judged(
                        BuildLink.of(judged.job(), judged.build(), judged.gate().judged()),
                        judged.gate().name(),
                        OutcomeMark.of(judged.outcome()),
                        judged.gate().checks() - judged.gate().failed() + " of "
                                + Wording.count(judged.gate().checks(), "check") + " passed"))
                .toList();
    }

    public List<Deployed> getDeployed() {
        return version.deployed().stream()
                .map(deployed -> new Deployed(
                        BuildLink.of(deployed),
                        deployed.endpoint().environment(),
                        deployed.endpoint().name(),
                        deployed.endpoint().revision(),
                        Mark.ofDeployment(deployed.endpoint().status(), deployed.vouched()),
                        deployed.serving()))
                .toList();
    }

    /** A place to which the current user may bring the version back. */
    public record Return(String environment, String endpoint, BuildLink build) {}

    public List<Return> getReturns() throws IOException {
        return offers()
                .map(offer -> new Return(
                        offer.endpoint().environment(),
                        offer.endpoint().name(),
                        BuildLink.of(offer.job(), offer.build().getNumber(), offer.endpoint().time())))
                .toList();
    }

    /** The same for machines, as {@code environment/endpoint}. */
    @Exported
    public List<String> getRollbacks() throws IOException {
        return offers()
                .map(offer -> offer.endpoint().environment() + "/" + offer.endpoint().name())
                .toList();
    }

    private Stream<RollbackOffer> offers() throws IOException {
        return RollbackOffer.of(version).stream().filter(RollbackOffer::isForMe);
    }

    /** Lets a build bring the version back to an endpoint where it served before, and leads to the job of that build. */
    @RequirePOST
    public HttpResponse doRollBack(
            @QueryParameter String environment, @QueryParameter String endpoint, @QueryParameter String reason)
            throws IOException {
        RollbackOffer offer = RollbackOffer.of(version, environment, endpoint)
                .orElseThrow(() -> HttpResponses.errorWithoutStack(
                        404, "This version did not serve there before, serves there now, or its files are gone."));
        offer.job().checkPermission(MlPermissions.PROMOTE);
        try {
            offer.accept(reason);
        } catch (RefusedDecision e) {
            throw new Failure(e.getMessage());
        }
        return HttpResponses.redirectViaContextPath(offer.job().getUrl());
    }

    @Exported(inline = true)
    public ExportedModel getModel() {
        return ExportedModel.of(version);
    }

    public Api getApi() {
        return new Api(this);
    }

    @Override
    public String getDisplayName() {
        return version.name() + " " + Wording.shortDigest(version.digest());
    }
}
