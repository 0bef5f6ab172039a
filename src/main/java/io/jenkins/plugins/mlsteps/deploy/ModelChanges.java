package io.jenkins.plugins.mlsteps.deploy;

import io.jenkins.plugins.mlsteps.record.ModelCard.ModelFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Names the files in which a model differs from its description. */
public final class ModelChanges {
    private ModelChanges() {}

    /** One phrase for each file, such as {@code model.onnx was changed}; empty when every file is as described. */
    public static List<String> between(List<ModelFile> described, List<ModelFile> found) {
        Map<String, ModelFile> before = byPath(described);
        Map<String, ModelFile> now = byPath(found);
        TreeSet<String> paths = new TreeSet<>(before.keySet());
        paths.addAll(now.keySet());
        List<String> changes = new ArrayList<>();
        for (String path : paths) {
            if (!before.containsKey(path)) {
                changes.add(path + " was added");
            } else if (!now.containsKey(path)) {
                changes.add(path + " is missing");
            } else if (!before.get(path).sha256().equals(now.get(path).sha256())) {
                changes.add(path + " was changed");
            }
        }
        return changes;
    }

    private static Map<String, ModelFile> byPath(List<ModelFile> files) {
        return files.stream().collect(Collectors.toMap(ModelFile::path, Function.identity(), (a, b) -> b));
    }
}
