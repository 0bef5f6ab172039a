package io.jenkins.plugins.mlsteps.deploy.local;

import io.jenkins.plugins.mlsteps.model.ModelTree;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.ModelCard;
import io.jenkins.plugins.mlsteps.record.TrainRecord;
import io.jenkins.plugins.mlsteps.serve.ServeFixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Stream;

/** Models where a training would have left them. */
public final class TestModels {
    private TestModels() {}

    /** Puts a fixture under {@code ml/train/<name>} with its records; returns its digest. */
    public static String train(Path workspace, String name, String fixture) throws IOException {
        MlDirectory ml = MlDirectory.in(workspace);
        Path model = ml.model(name);
        Files.createDirectories(model);
        try (Stream<Path> files = Files.list(ServeFixtures.model(fixture))) {
            for (Path file : files.toList()) {
                Files.copy(file, model.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        ModelCard card = read(model);
        Files.writeString(workspace.resolve("predictions.csv"), "id,label,prediction\n1,a,a\n");
        Json.write(ml.modelCard(name), card);
        Json.write(ml.trainRecord(name), record(name, card));
        return card.digest();
    }

    private static TrainRecord record(String name, ModelCard card) {
        return new TrainRecord(
                name,
                TrainRecord.Status.SUCCEEDED,
                "body",
                null,
                null,
                null,
                null,
                null,
                null,
                Map.of("auc", 0.97),
                card.digest(),
                null,
                null,
                null,
                null,
                "predictions.csv",
                1);
    }

    private static ModelCard read(Path directory) throws IOException {
        ModelTree tree = ModelTree.of(directory);
        String name = directory.getParent().getFileName().toString();
        return new ModelCard(name, tree.digest(), "onnx", null, tree.bytes(), tree.files(), null, null, null);
    }
}
