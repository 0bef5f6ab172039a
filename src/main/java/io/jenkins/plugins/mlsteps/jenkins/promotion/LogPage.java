package io.jenkins.plugins.mlsteps.jenkins.promotion;

import hudson.model.Api;
import hudson.model.ModelObject;
import io.jenkins.plugins.mlsteps.jenkins.configuration.MlPermissions;
import java.io.File;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        Map<Optional<String>, Boolean> visible = new HashMap<>();
        return PromotionLog.get()
                .newest(MOST, entry -> visible.computeIfAbsent(job(entry), LogPage::isVisible))
                .stream()
                .map(LogPage::line)
                .toList();
    }

    /** How many entries the page shows at most. */
    public int getMost() {
        return MOST;
    }

    private static LogLine line(LogEntry entry) {
        Optional<String> job = job(entry);
        return new LogLine(
                entry,
                job.orElse(entry.job()),
                job.flatMap(JobLookup::visible)
                        .filter(now -> new File(now.getBuildDir(), String.valueOf(entry.build())).isDirectory())
                        .map(now -> now.getUrl() + entry.build() + "/")
                        .orElse(null));
    }

    /** Empty for one that was deleted: another may have its name. */
    private static Optional<String> job(LogEntry entry) {
        return JobMoves.get().nameNow(entry.job(), entry.time());
    }

    private static boolean isVisible(Optional<String> job) {
        return job.flatMap(JobLookup::visible).isPresent()
                || (Jenkins.get().hasPermission(MlPermissions.CONFIGURE) && !job.map(JobLookup::exists).orElse(false));
    }
}
