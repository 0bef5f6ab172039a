package io.jenkins.plugins.mlsteps.model.registry;

import com.fasterxml.jackson.core.type.TypeReference;
import io.jenkins.plugins.mlsteps.model.ModelSnapshot;
import io.jenkins.plugins.mlsteps.model.ModelTree;
import io.jenkins.plugins.mlsteps.record.FileTree;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.TrainRecord;
import io.jenkins.plugins.mlsteps.spec.BaselineReference.Registered;
import io.jenkins.plugins.mlsteps.spec.Names;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A registry that is a directory, of this machine or shared: {@code <name>/<version>/} holds a copy of the model with its records,
 * {@code <name>/aliases.json} says which version an alias points at. Versions are numbered from 1 and never change.
 */
public record FileRegistry(Path root) implements ModelRegistry {
    private static final TypeReference<TreeMap<String, String>> ALIASES = new TypeReference<>() {};

    /** The registry of this machine, in the home directory of mlsteps. */
    public static FileRegistry in(Path home) {
        return new FileRegistry(home.resolve("registry"));
    }

    @Override
    public Optional<RegisteredModel> find(Registered reference, Path downloads) throws IOException {
        Names.check("baseline", reference.name());
        String version = reference.version() != null
                ? reference.version()
                : aliases(reference.name()).get(reference.alias());
        return version == null ? Optional.empty() : Optional.of(version(reference.name(), version));
    }

    /**
     * Copies a trained model out of a workspace as the next version of a name.
     *
     * @return the version
     * @throws IOException when it was not trained there, or its files are not those that the training left
     */
    public String register(MlDirectory ml, String model, String name) throws IOException {
        Names.check("name", name);
        if (!Files.exists(ml.trainRecord(model)) || !Files.isDirectory(ml.model(model))) {
            throw new IOException("there is no trained model '" + model + "': expected are " + ml.trainRecord(model) + " and "
                    + ml.model(model));
        }
        Path versions = Files.createDirectories(root.resolve(name));
        Path temporary = Files.createDirectory(versions.resolve(".register-" + UUID.randomUUID()));
        try {
            ModelSnapshot snapshot = ModelSnapshot.copy(ml, model, temporary);
            requireUnchanged(snapshot, model);
            return place(snapshot.directory(), versions);
        } finally {
            FileTree.remove(temporary);
        }
    }

    private static void requireUnchanged(ModelSnapshot snapshot, String model) throws IOException {
        String trained = snapshot.training().map(TrainRecord::digest).orElse(null);
        String found = ModelTree.of(snapshot.model()).digest();
        if (!found.equals(trained)) {
            throw new IOException("the files of model '" + model + "' are " + found + ", its training left " + trained
                    + ": only a model that did not change can be registered");
        }
    }

    /** Two that register at once get two numbers. */
    private static String place(Path snapshot, Path versions) throws IOException {
        return alone(versions, () -> {
            int next = numbers(versions).stream().mapToInt(Integer::intValue).max().orElse(0) + 1;
            Files.move(snapshot, versions.resolve(String.valueOf(next)), StandardCopyOption.ATOMIC_MOVE);
            return String.valueOf(next);
        });
    }

    /** @throws IOException when the model has no such version */
    public void alias(String name, String alias, String version) throws IOException {
        Names.check("name", name);
        Names.check("alias", alias);
        version(name, version);
        Path versions = root.resolve(name);
        alone(versions, () -> {
            TreeMap<String, String> aliases = aliases(name);
            aliases.put(alias, version);
            Json.write(versions.resolve("aliases.json"), aliases);
            return aliases;
        });
    }

    /** Alias to version; empty for a name that is not registered. */
    public TreeMap<String, String> aliases(String name) throws IOException {
        Path file = root.resolve(name).resolve("aliases.json");
        return Files.exists(file) ? Json.parse(Files.readString(file), ALIASES) : new TreeMap<>();
    }

    /** The versions of each registered name, oldest first. */
    public Map<String, List<String>> versions() throws IOException {
        Map<String, List<String>> versions = new TreeMap<>();
        if (Files.isDirectory(root)) {
            try (Stream<Path> names = Files.list(root)) {
                for (Path name : names.filter(Files::isDirectory).toList()) {
                    versions.put(
                            FileTree.name(name),
                            numbers(name).stream().map(String::valueOf).toList());
                }
            }
        }
        return versions;
    }

    /** @throws IOException when there is none of that number */
    public RegisteredModel version(String name, String version) throws IOException {
        ModelSnapshot snapshot = new ModelSnapshot(root.resolve(name).resolve(version));
        TrainRecord training = Files.isDirectory(snapshot.directory()) ? snapshot.training().orElse(null) : null;
        if (training == null) {
            throw new IOException("model '" + name + "' has no version " + version + " in " + root);
        }
        return new RegisteredModel(
                name, version, training.digest(), training.metrics(), snapshot.predictions().orElse(null));
    }

    /** A change to the files of a name. */
    private interface Change<T> {
        T make() throws IOException;
    }

    /** The file lock is between processes; threads of one process may not even ask for it together, so they queue on the monitor. */
    private static <T> T alone(Path versions, Change<T> change) throws IOException {
        synchronized (FileRegistry.class) {
            try (FileChannel lock = FileChannel.open(
                            versions.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock held = lock.lock()) {
                return change.make();
            }
        }
    }

    private static List<Integer> numbers(Path versions) throws IOException {
        try (Stream<Path> files = Files.list(versions)) {
            return files.map(FileTree::name)
                    .filter(file -> file.matches("[1-9][0-9]{0,8}"))
                    .map(Integer::valueOf)
                    .sorted(Comparator.naturalOrder())
                    .toList();
        }
    }
}
