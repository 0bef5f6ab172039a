package io.jenkins.plugins.mlsteps.jenkins.rollback;

import hudson.AbortException;
import hudson.Extension;
import hudson.cli.CLICommand;
import io.jenkins.plugins.mlsteps.jenkins.promotion.RefusedDecision;
import io.jenkins.plugins.mlsteps.jenkins.record.ModelRegistry;
import io.jenkins.plugins.mlsteps.jenkins.record.ModelVersion;
import io.jenkins.plugins.mlsteps.spec.NearestName;
import java.io.IOException;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.args4j.Argument;
import org.kohsuke.args4j.Option;

/** {@code ml-model list|roll-back} of the Jenkins CLI. */
@Extension
@Restricted(NoExternalUse.class)
public final class ModelCommand extends CLICommand {
    private static final List<String> WORDS = List.of("list", "roll-back");

    @Argument(index = 0, metaVar = "ACTION", required = true, usage = "list or roll-back")
    public String action;

    @Argument(index = 1, metaVar = "DIGEST", usage = "Digest of the version to roll back to, as list prints it")
    public String digest;

    @Argument(index = 2, metaVar = "ENVIRONMENT/ENDPOINT", usage = "Where it served before")
    public String place;

    @Option(name = "--reason", metaVar = "TEXT", usage = "Why; needed to roll back")
    public String reason;

    @Override
    public String getName() {
        return "ml-model";
    }

    @Override
    public String getShortDescription() {
        return "Lists versions of models and where they serve; rolls an endpoint back to one.";
    }

    @Override
    protected int run() throws IOException {
        if (!WORDS.contains(action)) {
            throw new AbortException("unknown action '" + action + "'" + NearestName.among(action, WORDS));
        }
        if (action.equals("list")) {
            list();
        } else {
            rollBack();
        }
        return 0;
    }

    private void list() throws IOException {
        for (ModelVersion version : ModelRegistry.versions()) {
            List<String> serves = version.serving().stream()
                    .map(now -> now.endpoint().environment() + "/" + now.endpoint().name())
                    .distinct()
                    .toList();
            List<String> offers = RollbackOffer.of(version).stream()
                    .filter(RollbackOffer::isForMe)
                    .map(ModelCommand::place)
                    .toList();
            stdout.println(version.digest() + " " + version.name()
                    + (serves.isEmpty() ? "" : " serves " + String.join(", ", serves))
                    + (offers.isEmpty() ? "" : " may come back to " + String.join(", ", offers)));
        }
    }

    private static String place(RollbackOffer offer) {
        return offer.endpoint().environment() + "/" + offer.endpoint().name();
    }

    private void rollBack() throws IOException {
        if (digest == null || place == null) {
            throw new AbortException("which version, and where? ml-model roll-back DIGEST ENVIRONMENT/ENDPOINT --reason TEXT");
        }
        RollbackOffer offer = find();
        try {
            offer.accept(reason);
        } catch (RefusedDecision e) {
            throw new AbortException(e.getMessage());
        }
        stdout.println("a build of " + offer.job().getFullName() + " rolls " + place + " back to " + digest);
    }

    private RollbackOffer find() throws IOException {
        ModelVersion version = ModelRegistry.version(digest)
                .orElseThrow(() -> new AbortException("no model has the digest '" + digest + "'; ml-model list prints them"));
        List<RollbackOffer> offers = RollbackOffer.of(version);
        return offers.stream().filter(offer -> place(offer).equals(place)).findFirst().orElseThrow(() -> {
            List<String> places = offers.stream().map(ModelCommand::place).toList();
            return new AbortException("it cannot come back to '" + place + "'" + NearestName.hint(place, places)
                    + ": it may to " + (places.isEmpty() ? "none" : String.join(", ", places)));
        });
    }
}
