package io.jenkins.plugins.mlsteps.jenkins.record;

import hudson.model.Run;
import io.jenkins.plugins.mlsteps.report.page.Tile;
import java.util.List;
import jenkins.model.RunAction2;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Marks a build that ran ML steps, and shows their results at a glance on its page. The records stand in a file of their own. */
@Restricted(NoExternalUse.class)
public final class MlBuildAction implements RunAction2 {
    private transient Run<?, ?> run;
    private transient BuildRecords records;

    static MlBuildAction of(Run<?, ?> run) {
        synchronized (run) {
            MlBuildAction known = run.getAction(MlBuildAction.class);
            if (known != null) {
                return known;
            }
            MlBuildAction action = new MlBuildAction();
            run.addAction(action);
            return action;
        }
    }

    @Override
    public void onAttached(Run<?, ?> attachedTo) {
        onLoad(attachedTo);
    }

    @Override
    public void onLoad(Run<?, ?> loadedFor) {
        run = loadedFor;
        records = new BuildRecords(loadedFor);
    }

    BuildRecords records() {
        return records;
    }

    public Run<?, ?> getRun() {
        return run;
    }

    /** For the summary on the build's page. */
    public List<Tile> getTiles() {
        return Tile.of(records.records(), records.vouched());
    }

    @Override
    public String getIconFileName() {
        return null; // the tab has the link
    }

    @Override
    public String getDisplayName() {
        return "ML";
    }

    @Override
    public String getUrlName() {
        return null;
    }
}
