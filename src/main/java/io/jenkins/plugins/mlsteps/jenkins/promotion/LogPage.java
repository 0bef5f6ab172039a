package io.jenkins.plugins.mlsteps.jenkins.promotion;

import hudson.model.Api;
import hudson.model.ModelObject;
import java.io.File;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * The entries of the promotion log, the newest first, a page of them at a time: of jobs the current user may read, and of jobs that
 * are gone for those who configure environments.
 */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class LogPage implements ModelObject {
    private static final int MOST = 500;

    private final int page;

    /** Null until somebody asks. */
    private List<LogEntry> upToHere;

    /** @param page 1 for the newest entries */
    LogPage(int page) {
        this.page = page;
    }

    /** The page that a request names with {@code page}; what is no number of one is answered with status 400. */
    static LogPage asked(StaplerRequest2 request) {
        String page = request.getParameter("page");
        if (page == null || page.isBlank()) {
            return new LogPage(1);
        }
        if (!page.strip().matches("[1-9][0-9]{0,5}")) {
            throw HttpResponses.errorWithoutStack(400, "page is a number from 1");
        }
        return new LogPage(Integer.parseInt(page.strip()));
    }

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
        return upToHere().stream()
                .skip((page - 1L) * MOST)
                .limit(MOST)
                .map(LogPage::line)
                .toList();
    }

    /** Number of the page with the entries that follow; null when these are the oldest. */
    @Exported
    public Integer getOlder() throws IOException {
        return upToHere().size() > (long) page * MOST ? page + 1 : null;
    }

    /** Number of the page with the entries that came later; null when these are the newest. */
    @Exported
    public Integer getNewer() {
        return page > 1 ? page - 1 : null;
    }

    /** How many entries the page shows at most. */
    public int getMost() {
        return MOST;
    }

    /** Those of this page, all newer ones, and the next one. */
    private List<LogEntry> upToHere() throws IOException {
        Jenkins.get().checkPermission(Jenkins.READ);
        if (upToHere == null) {
            Map<Optional<String>, Boolean> visible = new HashMap<>();
            upToHere = PromotionLog.get()
                    .newest(page * MOST + 1, entry -> visible.computeIfAbsent(entry.jobNow(), JobLookup::mayBeKnown));
        }
        return upToHere;
    }

    private static LogLine line(LogEntry entry) {
        return new LogLine(
                entry,
                entry.lastJob(),
                entry.visibleJob()
                        .filter(now -> new File(now.getBuildDir(), String.valueOf(entry.build())).isDirectory())
                        .map(now -> now.getUrl() + entry.build() + "/")
                        .orElse(null));
    }
}
