package io.jenkins.plugins.mlsteps.jenkins.promotion;

import hudson.Extension;
import hudson.model.Run;
import hudson.model.listeners.RunListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Clears the desk of promotions whose build ended or was deleted without taking them away. */
@Extension
@Restricted(NoExternalUse.class)
public final class EndOfBuilds extends RunListener<Run<?, ?>> {
    @Override
    public void onFinalized(Run<?, ?> run) {
        abandon(run, "the build ended");
    }

    @Override
    public void onDeleted(Run<?, ?> run) {
        abandon(run, "the build was deleted");
    }

    private static void abandon(Run<?, ?> run, String why) {
        try {
            for (DeskSheet sheet : DeskDrawer.get().of(run)) {
                abandon(sheet, why);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the promotions of " + run + " cannot be cleared away", e);
        }
    }

    static void abandon(DeskSheet sheet, String why) throws IOException {
        PromotionLog.get().add(LogEntry.abandoned(sheet, why));
        DeskDrawer.get().remove(sheet);
    }
}
