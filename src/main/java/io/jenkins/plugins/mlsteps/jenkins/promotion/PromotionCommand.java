package io.jenkins.plugins.mlsteps.jenkins.promotion;

import hudson.AbortException;
import hudson.Extension;
import hudson.cli.CLICommand;
import io.jenkins.plugins.mlsteps.deploy.promotion.Decision;
import io.jenkins.plugins.mlsteps.spec.NearestName;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.args4j.Argument;
import org.kohsuke.args4j.Option;

/** {@code ml-promotion list|approve|reject|override} of the Jenkins CLI. */
@Extension
@Restricted(NoExternalUse.class)
public final class PromotionCommand extends CLICommand {
    private static final List<String> WORDS = List.of("list", "approve", "reject", "override");

    @Argument(index = 0, metaVar = "ACTION", required = true, usage = "list, approve, reject or override")
    public String action;

    @Argument(index = 1, metaVar = "KEY", usage = "Key of the promotion, as list prints it")
    public String key;

    @Option(name = "--reason", metaVar = "TEXT", usage = "Why; needed to reject and to override")
    public String reason;

    @Override
    public String getName() {
        return "ml-promotion";
    }

    @Override
    public String getShortDescription() {
        return "Lists promotions of models that wait for a decision; approves, rejects or overrides one.";
    }

    @Override
    protected int run() throws IOException {
        if (!WORDS.contains(action)) {
            throw new AbortException("unknown action '" + action + "'" + NearestName.among(action, WORDS));
        }
        if (action.equals("list")) {
            list();
        } else {
            decide();
        }
        return 0;
    }

    private void list() throws IOException {
        for (PromotionOnDesk promotion : new PendingPromotions().getPending()) {
            stdout.println(promotion.getKey() + " " + promotion.getJob() + " #" + promotion.getBuild() + " "
                    + promotion.getEndpoint() + " -> " + promotion.getEnvironment() + " " + promotion.getDigest()
                    + (promotion.isRefused() ? " refused: " + String.join("; ", promotion.getUnmet()) : ""));
        }
    }

    private void decide() throws IOException {
        if (key == null) {
            throw new AbortException("which promotion? 'ml-promotion list' prints their keys");
        }
        try {
            new Ballot().cast(key, Decision.Kind.valueOf(action.toUpperCase(Locale.ROOT)), reason);
        } catch (RefusedDecision e) {
            throw new AbortException(e.getMessage());
        }
    }
}
