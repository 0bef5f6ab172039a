package io.jenkins.plugins.mlsteps.jenkins.promotion;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Action;
import hudson.model.InvisibleAction;
import hudson.model.Run;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** What the page of a build says about its promotions: those that wait, and how the others ended. */
@Restricted(NoExternalUse.class)
public final class BuildPromotions extends InvisibleAction {
    private final Run<?, ?> run;

    private BuildPromotions(Run<?, ?> run) {
        this.run = run;
    }

    public List<PromotionOnDesk> getPending() throws IOException {
        return DeskDrawer.get().of(run).stream()
                .map(PromotionOnDesk::of)
                .flatMap(Optional::stream)
                .toList();
    }

    public List<LogLine> getEnded() throws IOException {
        EndedPromotions ended = run.getAction(EndedPromotions.class);
        return ended == null ? List.of() : ended.entries().stream().map(LogLine::new).toList();
    }

    /** Puts it on every build that has a page. */
    @Extension
    public static final class Factory extends TransientActionFactory<Run<?, ?>> {
        @SuppressWarnings("unchecked")
        @Override
        public Class<Run<?, ?>> type() {
            return (Class<Run<?, ?>>) (Class<?>) Run.class;
        }

        @NonNull
        @Override
        public Collection<? extends Action> createFor(@NonNull Run<?, ?> run) {
            return Set.of(new BuildPromotions(run));
        }

        @Override
        public Class<? extends Action> actionType() {
            return BuildPromotions.class;
        }
    }
}
