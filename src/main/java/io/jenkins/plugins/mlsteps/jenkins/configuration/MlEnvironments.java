package io.jenkins.plugins.mlsteps.jenkins.configuration;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Descriptor.FormException;
import hudson.model.ManagementLink;
import hudson.security.Permission;
import io.jenkins.plugins.mlsteps.gate.attestation.SigningKey;
import io.jenkins.plugins.mlsteps.host.configuration.ConfigException;
import io.jenkins.plugins.mlsteps.report.wording.Wording;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import jenkins.model.Jenkins;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.interceptor.RequirePOST;
import org.kohsuke.stapler.verb.GET;

/** The page <em>Manage Jenkins → ML Environments</em>. */
@Extension
@Symbol("mlEnvironments")
@Restricted(NoExternalUse.class)
public final class MlEnvironments extends ManagementLink {
    @Override
    public String getIconFileName() {
        return "symbol-cloud";
    }

    @Override
    public String getDisplayName() {
        return Messages.MlEnvironments_displayName();
    }

    @Override
    public String getDescription() {
        return Messages.MlEnvironments_description();
    }

    @Override
    public String getUrlName() {
        return "ml-environments";
    }

    @NonNull
    @Override
    public Permission getRequiredPermission() {
        return MlPermissions.CONFIGURE;
    }

    @NonNull
    @Override
    public Category getCategory() {
        return Category.CONFIGURATION;
    }

    public MlConfiguration getConfiguration() {
        Jenkins.get().checkPermission(MlPermissions.CONFIGURE);
        return MlConfiguration.get();
    }

    public SigningKey getVerdictKey() throws IOException {
        Jenkins.get().checkPermission(MlPermissions.CONFIGURE);
        return InstanceVerdictKeys.get().signing();
    }

    public List<InstanceVerdictKeys.Retired> getRetiredKeys() throws IOException {
        Jenkins.get().checkPermission(MlPermissions.CONFIGURE);
        return InstanceVerdictKeys.get().retired();
    }

    /** As the page writes a time. */
    public String words(Instant time) {
        return Wording.time(time);
    }

    @RequirePOST
    public HttpResponse doSave(StaplerRequest2 request) throws ServletException, FormException {
        Jenkins.get().checkPermission(MlPermissions.CONFIGURE);
        String text = request.getSubmittedForm().getString("text");
        try {
            MlConfiguration.get().keep(text);
        } catch (ConfigException e) {
            // Its cause would be shown as a stack trace.
            throw new FormException(e.getMessage(), "text");
        }
        return HttpResponses.redirectTo(".");
    }

    public List<InstanceVerdictKeys.Retired> getDistrustedKeys() throws IOException {
        Jenkins.get().checkPermission(MlPermissions.CONFIGURE);
        return InstanceVerdictKeys.get().distrusted();
    }

    /** @param distrust whether verdicts of earlier keys shall not count any more */
    @RequirePOST
    public HttpResponse doRotate(@QueryParameter boolean distrust) throws IOException {
        Jenkins.get().checkPermission(MlPermissions.CONFIGURE);
        String person = Jenkins.getAuthentication2().getName();
        if (distrust) {
            InstanceVerdictKeys.get().rotateAndDistrust(person);
        } else {
            InstanceVerdictKeys.get().rotate(person);
        }
        return HttpResponses.redirectTo(".");
    }

    /** The public key, for {@code mlsteps verify-verdict --key}. */
    @GET
    @WebMethod(name = "verdict.pub")
    public HttpResponse doVerdictPub() throws IOException {
        Jenkins.get().checkPermission(Jenkins.READ);
        return HttpResponses.text(InstanceVerdictKeys.get().signing().publicPem());
    }
}
