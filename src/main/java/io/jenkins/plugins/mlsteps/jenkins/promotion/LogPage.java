package io.jenkins.plugins.mlsteps.jenkins.promotion;

import hudson.model.Api;
import hudson.model.ModelObject;
import io.jenkins.plugins.mlsteps.jenkins.configuration.MlPermissions;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * The newest entries of the promotion log: of jobs the current user may read, and of jobs that are gone for those who
 * configure environments.
 */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class LogPage implements ModelObject {
    private static final int MOST = 500;

    @Override
    public String getDisplayName() {
        return "Promotion log";
    }

    public Api getApi() {
        return new Api(this);
    }

    /** The newest first. */
    @Exported(inline = true)
    public List<LogLine> getEntries() throws IOException {
        Jenkins.get().checkPermission(Jenkins.READ);
        Map<String, Boolean> visible = new HashMap<>();
        return PromotionLog.get()
                .newest(MOST, entry -> visible.computeIfAbsent(entry.job(), LogPage::isVisible))
                .stream()
                .map(LogLine::new)
                .toList();
    }

    private static boolean isVisible(String job) {
        return JobLookup.visible(job).isPresent()
                || (Jenkins.get().hasPermission(MlPermissions.CONFIGURE) && !JobLookup.exists(job));
    }
}
