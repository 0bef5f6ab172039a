package io.jenkins.plugins.mlsteps.jenkins.promotion;

import hudson.Extension;
import hudson.model.Api;
import hudson.model.RootAction;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponses;
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

    /**
     * {@code promotion/KEY}.
     *
     * @throws HttpResponses.HttpResponseException 404 when there is none or the current user may not read its job: says the same of both
     */
    public PromotionOnDesk getPromotion(String key) throws IOException {
        Jenkins.get().checkPermission(Jenkins.READ);
        return DeskDrawer.get().find(key).flatMap(PromotionOnDesk::of).orElseThrow(() -> HttpResponses.errorWithoutStack(
                HttpServletResponse.SC_NOT_FOUND,
                "No promotion of this key waits: it was decided already, its build ended, or you may not read its job. The promotion log says more."));
    }

    /** {@code log}, or an older part of it with {@code ?page=2}. */
    public LogPage getLog() {
        return LogPage.asked(Stapler.getCurrentRequest2());
    }
}
