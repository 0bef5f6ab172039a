package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.deploy.ModelChanges;
import io.jenkins.plugins.mlsteps.model.ModelTree;
import io.jenkins.plugins.mlsteps.record.IoFailure;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.ModelCard;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A model under {@code ml/train} as its files are at this moment.
 *
 * @param digest of the files; null when they cannot be read
 * @param changes in which files it differs from its {@code model.json}; empty when in none
 * @param problem why the files cannot be read; null when they can
 */
record ShippedModel(String digest, List<String> changes, String problem) implements Serializable {

    /** Reads every byte of the model, on the machine that owns the workspace. */
    static ShippedModel look(Path workspace, String name) {
        MlDirectory ml = MlDirectory.in(workspace);
        if (!Files.isDirectory(ml.model(name))) {
            return missing("model '" + name + "' has no files: expected them in ml/train/" + name
                    + "/model, where trainModel(name: '" + name + "', …) puts them");
        }
        try {
            ModelTree found = ModelTree.of(ml.model(name));
            Path card = ml.modelCard(name);
            List<String> changes = Files.exists(card)
                    ? ModelChanges.between(Json.read(card, ModelCard.class).files(), found.files())
                    : List.of();
            return new ShippedModel(found.digest(), changes, null);
        } catch (IOException e) {
            return missing("model '" + name + "' cannot be read: " + IoFailure.sentence(e));
        }
    }

    private static ShippedModel missing(String problem) {
        return new ShippedModel(null, List.of(), problem);
    }

    /** What is not as it was when {@code judged} was the digest, naming files where they are known; null when nothing changed. */
    String changedSince(String judged) {
        if (problem != null) {
            return problem;
        }
        if (digest.equals(judged)) {
            return null;
        }
        return changes.isEmpty() ? "its digest is now " + digest : String.join(", ", changes);
    }
}
