package io.jenkins.plugins.mlsteps.jenkins.promotion;

import hudson.Extension;
import hudson.model.Api;
import hudson.model.RootAction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The page of promotions that wait for a decision, as far as the current user may read their jobs. */
@Extension
@ExportedBean
@Restricted(NoExternalUse.class)
public final class PendingPromotions implements RootAction {
    static final String URL = "ml-promotions";

    @Override
    public String getIconFileName() {
        return "symbol-file-tray";
    }

    @Override
    public String getDisplayName() {
        return "ML Promotions";
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    public Api getApi() {
        return new Api(this);
    }

    /** Oldest first. */
    @Exported(inline = true)
    public List<PromotionOnDesk> getPending() throws IOException {
        Jenkins.get().checkPermission(Jenkins.READ);
        List<PromotionOnDesk> visible = new ArrayList<>();
        for (DeskSheet sheet : DeskDrawer.get().all()) {
            PromotionOnDesk.of(sheet).ifPresent(visible::add);
        }
        return visible;
    }

    /** {@code promotion/KEY}; null, and so not found, when there is none or the current user may not read its job. */
    public PromotionOnDesk getPromotion(String key) throws IOException {
        Jenkins.get().checkPermission(Jenkins.READ);
        Optional<DeskSheet> sheet = DeskDrawer.get().find(key);
        return sheet.flatMap(PromotionOnDesk::of).orElse(null);
    }

    /** {@code log}, or an older part of it with {@code ?page=2}. */
    public LogPage getLog() {
        return LogPage.asked(Stapler.getCurrentRequest2());
    }
}
