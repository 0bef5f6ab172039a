package io.jenkins.plugins.mlsteps.deploy.local;

import io.jenkins.plugins.mlsteps.deploy.ModelReader;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.ModelCard;
import io.jenkins.plugins.mlsteps.record.TrainRecord;
import io.jenkins.plugins.mlsteps.serve.ServeFixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Models where a training would have left them. */
public final class TestModels {
    /** Describes a model directory without subdirectories. */
    public static final ModelReader READER = TestModels::read;

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
        List<ModelCard.ModelFile> files = new ArrayList<>();
        try (Stream<Path> found = Files.list(directory)) {
            for (Path file : found.sorted().toList()) {
                byte[] bytes = Files.readAllBytes(file);
                files.add(new ModelCard.ModelFile(file.getFileName().toString(), bytes.length, sha256(bytes)));
            }
        }
        String digest = "sha256:" + sha256(files.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return new ModelCard(
                directory.getParent().getFileName().toString(), digest, "onnx", null, 0, files, null, null, null);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
