package io.jenkins.plugins.mlsteps.jenkins.promotion;

import hudson.model.Run;
import hudson.model.User;
import io.jenkins.plugins.mlsteps.deploy.promotion.ApprovalDesk;
import io.jenkins.plugins.mlsteps.deploy.promotion.Decision;
import io.jenkins.plugins.mlsteps.deploy.promotion.PendingPromotion;
import io.jenkins.plugins.mlsteps.deploy.promotion.Promotion;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.security.authentication.AccountStatusException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/** Lays the promotions of one build before people: on pages, in the REST API and at the command line. */
public final class PromotionDesk implements ApprovalDesk {
    private final Run<?, ?> run;
    private final DeskDrawer drawer = DeskDrawer.get();
    private final PromotionLog log = PromotionLog.get();

    private PromotionDesk(Run<?, ?> run) {
        this.run = run;
    }

    public static ApprovalDesk of(Run<?, ?> run) {
        return new PromotionDesk(run);
    }

    @Override
    public void open(PendingPromotion promotion) throws IOException {
        if (!drawer.renew(promotion)) {
            DeskSheet sheet = DeskSheet.of(run, promotion);
            // Before it lies there: a step that goes on after a crash in between finds no sheet, and the log tells nothing twice.
            log.add(LogEntry.asked(sheet));
            drawer.add(sheet);
        }
    }

    @Override
    public List<Decision> decisions(String id) throws IOException {
        return sheet(id).decisions();
    }

    @Override
    public List<Decision> seal(String id) throws IOException {
        return drawer.seal(sheet(id)).decisions();
    }

    /**
     * Users who are not logged in have the groups that the security realm says now, or those of their last login where it cannot say.
     * Only the realm knows who is gone: Jenkins forgets over a restart those of whom it has nothing to save.
     */
    @Override
    public Optional<Decision> now(Decision decision) {
        try {
            return now(decision, User.getById(decision.person(), true).impersonate2());
        } catch (UsernameNotFoundException | AccountStatusException gone) {
            return Optional.empty();
        }
    }

    private Optional<Decision> now(Decision decision, Authentication who) {
        return run.getParent().hasPermission2(who, Ballot.permission(decision.kind()))
                ? Optional.of(decision.of(Ballot.groups(who)))
                : Optional.empty();
    }

    private DeskSheet sheet(String id) throws IOException {
        return drawer.findPromotion(id)
                .orElseThrow(() -> new IOException("the promotion '" + id + "' of " + run
                        + " does not lie on the desk: somebody removed its file from ml-promotions/pending"));
    }

    @Override
    public boolean decidesLater() {
        return true;
    }

    @Override
    public void close(Promotion promotion) throws IOException {
        LogEntry end =
                LogEntry.ended(run.getParent().getFullName(), run.getNumber(), promotion, Instant.now());
        log.add(end);
        EndedPromotions.of(run).add(run, end);
        Optional<DeskSheet> sheet = drawer.findPromotion(promotion.request().id());
        if (sheet.isPresent()) {
            drawer.remove(sheet.get());
        }
    }
}
