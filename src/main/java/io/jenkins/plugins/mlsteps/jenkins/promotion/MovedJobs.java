package io.jenkins.plugins.mlsteps.jenkins.promotion;

import hudson.Extension;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Items;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.listeners.ItemListener;
import hudson.security.ACL;
import hudson.security.ACLContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Lets promotions, the log of them and verdicts follow their jobs when these are moved, and go with them when they are deleted. Is told
 * before others, who may take their time: until the move is noted, the old name is taken for that of the job that gave it up.
 */
@Extension(ordinal = Integer.MAX_VALUE)
@Restricted(NoExternalUse.class)
public final class MovedJobs extends ItemListener {
    @Override
    public void onLocationChanged(Item item, String oldFullName, String newFullName) {
        Instant now = Instant.now();
        if (item instanceof ItemGroup<?> group) {
            // Each will be told of too, one after the other: meanwhile the names of all are free for others.
            for (Job<?, ?> job : Items.allItems2(ACL.SYSTEM2, group, Job.class)) {
                moved(job, now, oldFullName + job.getFullName().substring(newFullName.length()), job.getFullName());
            }
        }
        moved(item, now, oldFullName, newFullName);
        eachSheet(sheet -> {
            if (sheet.job().equals(oldFullName)) {
                DeskDrawer.get().rename(sheet, newFullName);
            }
        });
    }

    @Override
    public void onDeleted(Item item) {
        eachSheet(sheet -> {
            if (sheet.job().equals(item.getFullName())) {
                EndOfBuilds.abandon(sheet, "the job was deleted");
            }
        });
        moved(item, Instant.now(), item.getFullName(), null);
    }

    private static void moved(Item item, Instant time, String from, String to) {
        if (item instanceof Job) {
            try {
                JobMoves.get().add(time, from, to);
            } catch (IOException e) {
                throw new UncheckedIOException("the promotion log cannot be kept up with " + from, e);
            }
        }
    }

    /** After a start: builds that did not survive it decide nothing any more. */
    @Override
    public void onLoaded() {
        eachSheet(sheet -> {
            if (!isRunning(sheet)) {
                EndOfBuilds.abandon(sheet, "the build did not survive a restart of Jenkins");
            }
        });
    }

    private static boolean isRunning(DeskSheet sheet) {
        try (ACLContext everything = ACL.as2(ACL.SYSTEM2)) {
            Optional<Run<?, ?>> run = JobLookup.visible(sheet.job()).map(job -> job.getBuildByNumber(sheet.build()));
            return run.isPresent() && run.get().isBuilding();
        }
    }

    private interface Action {
        void on(DeskSheet sheet) throws IOException;
    }

    private static void eachSheet(Action action) {
        try {
            for (DeskSheet sheet : DeskDrawer.get().all()) {
                action.on(sheet);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the pending promotions cannot be kept up with their jobs", e);
        }
    }
}
