package io.jenkins.plugins.mlsteps.jenkins.promotion;

import hudson.model.Api;
import hudson.model.Failure;
import hudson.model.Job;
import hudson.model.ModelObject;
import io.jenkins.plugins.mlsteps.deploy.promotion.Decision;
import io.jenkins.plugins.mlsteps.deploy.promotion.PromotionRequest;
import io.jenkins.plugins.mlsteps.host.configuration.ConfigException;
import io.jenkins.plugins.mlsteps.jenkins.configuration.MlConfiguration;
import io.jenkins.plugins.mlsteps.jenkins.configuration.MlPermissions;
import io.jenkins.plugins.mlsteps.report.page.Mark;
import io.jenkins.plugins.mlsteps.report.wording.Wording;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** A pending promotion as a page and in the REST API. */
@ExportedBean(defaultVisibility = 2)
@Restricted(NoExternalUse.class)
public final class PromotionOnDesk implements ModelObject {
    private final DeskSheet sheet;
    private final Job<?, ?> job;

    private PromotionOnDesk(DeskSheet sheet, Job<?, ?> job) {
        this.sheet = sheet;
        this.job = job;
    }

    /** Empty when the current user may not read its job. */
    static Optional<PromotionOnDesk> of(DeskSheet sheet) {
        return JobLookup.visible(sheet.job()).map(job -> new PromotionOnDesk(sheet, job));
    }

    @Override
    public String getDisplayName() {
        return request().endpoint() + " → " + request().environment();
    }

    public Api getApi() {
        return new Api(this);
    }

    @Exported
    public String getKey() {
        return sheet.key();
    }

    /** Relative to the root of Jenkins. */
    public String getUrl() {
        return PendingPromotions.URL + "/promotion/" + sheet.key() + "/";
    }

    @Exported
    public String getJob() {
        return sheet.job();
    }

    /** With the display names of its folders. */
    public String getJobInWords() {
        return job.getFullDisplayName();
    }

    @Exported
    public int getBuild() {
        return sheet.build();
    }

    /** Relative to the root of Jenkins. */
    @Exported
    public String getBuildUrl() {
        return job.getUrl() + sheet.build() + "/";
    }

    @Exported
    public String getEnvironment() {
        return request().environment();
    }

    @Exported
    public String getEndpoint() {
        return request().endpoint();
    }

    @Exported
    public String getModel() {
        return request().model();
    }

    @Exported
    public String getDigest() {
        return request().digest();
    }

    /** All of them. */
    @Exported
    public String getAuthor() {
        return request().author();
    }

    @Exported
    public List<String> getAuthors() {
        return request().authors();
    }

    @Exported
    public String getWhy() {
        return request().why();
    }

    /** ISO 8601. */
    @Exported
    public String getOpened() {
        return sheet.opened().toString();
    }

    public String getOpenedInWords() {
        return Wording.time(sheet.opened());
    }

    public String getShortDigest() {
        return Wording.shortDigest(request().digest());
    }

    /** Whether it brings back a model that served there before. */
    @Exported
    public boolean isRollback() {
        return request().origin() == PromotionRequest.Origin.ROLLBACK;
    }

    @Exported
    public int getApprovalsNeeded() {
        return sheet.promotion().approvals().count();
    }

    @Exported
    public String getApprovalGroup() {
        return sheet.promotion().approvals().group();
    }

    /** Whether the author of the build may not approve. */
    @Exported
    public boolean isNotAuthor() {
        return sheet.promotion().approvals().notAuthor();
    }

    /** Why the policy refuses it; empty when only approvals are missing. */
    @Exported
    public List<String> getUnmet() {
        return sheet.promotion().unmet();
    }

    @Exported(inline = true)
    public List<DecisionMade> getDecisions() {
        List<Decision> standing = sheet.standing();
        return sheet.decisions().stream()
                .map(decision -> new DecisionMade(decision, standing.contains(decision)))
                .toList();
    }

    public List<EvidenceLine> getEvidence() {
        return sheet.promotion().evidence().stream()
                .map(evidence -> EvidenceLine.of(evidence, getDigest()))
                .toList();
    }

    /** What it waits for. */
    public Mark getMark() {
        if (sheet.sealed()) {
            return new Mark("Is being deployed", "idle");
        }
        if (isRefused()) {
            return new Mark("Refused by the policy", "bad");
        }
        if (!isEnvironmentDefined()) {
            return new Mark("Waits: its environment is not defined", "bad");
        }
        long approvals = sheet.standing().stream()
                .filter(decision -> decision.kind() == Decision.Kind.APPROVE)
                .count();
        return new Mark("Waits for approval: " + approvals + " of " + getApprovalsNeeded() + " given", "idle");
    }

    /** Its build waits until it is again. */
    private boolean isEnvironmentDefined() {
        try {
            return MlConfiguration.get().administrationFor(job).environments().containsKey(getEnvironment());
        } catch (ConfigException e) {
            return false; // a folder has a policy for what is not defined
        }
    }

    public boolean isRefused() {
        return sheet.promotion().refused();
    }

    public boolean isForMeToPromote() {
        return job.hasPermission(MlPermissions.PROMOTE) && notCounted().isEmpty();
    }

    /** Why the current user can neither approve nor reject it; null when that is possible. */
    public String getNotForMe() {
        if (isRefused() || isForMeToPromote()) {
            return null;
        }
        String why = job.hasPermission(MlPermissions.PROMOTE)
                ? notCounted().orElseThrow()
                : "to approve or reject it takes the permission ML/Promote on the job";
        return Character.toUpperCase(why.charAt(0)) + why.substring(1) + ".";
    }

    private Optional<String> notCounted() {
        return Person.unknown().or(() -> Ballot.refusal(sheet, Jenkins.getAuthentication2()));
    }

    public boolean isForMeToOverride() {
        return job.hasPermission(MlPermissions.OVERRIDE)
                && Person.unknown().isEmpty()
                && Ballot.refusal(sheet).isEmpty();
    }

    private PromotionRequest request() {
        return sheet.promotion().request();
    }

    @RequirePOST
    public HttpResponse doApprove(@QueryParameter String reason) throws IOException {
        job.checkPermission(MlPermissions.PROMOTE);
        return decide(Decision.Kind.APPROVE, reason);
    }

    @RequirePOST
    public HttpResponse doReject(@QueryParameter String reason) throws IOException {
        job.checkPermission(MlPermissions.PROMOTE);
        return decide(Decision.Kind.REJECT, reason);
    }

    @RequirePOST
    public HttpResponse doOverride(@QueryParameter String reason) throws IOException {
        job.checkPermission(MlPermissions.OVERRIDE);
        return decide(Decision.Kind.OVERRIDE, reason);
    }

    private HttpResponse decide(Decision.Kind kind, String reason) throws IOException {
        FormBody.require(Stapler.getCurrentRequest2());
        try {
            new Ballot().cast(sheet.key(), kind, reason);
        } catch (RefusedDecision e) {
            throw new Failure(e.getMessage());
        }
        return HttpResponses.redirectViaContextPath(PendingPromotions.URL + "/");
    }
}
