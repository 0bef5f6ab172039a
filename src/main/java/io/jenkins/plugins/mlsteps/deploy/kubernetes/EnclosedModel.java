package io.jenkins.plugins.mlsteps.deploy.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.jenkins.plugins.mlsteps.deploy.Release;
import io.jenkins.plugins.mlsteps.host.Workspace;
import io.jenkins.plugins.mlsteps.model.ModelTree;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.RegularFile;
import io.jenkins.plugins.mlsteps.record.TrainRecord;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.ApiFailure;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Cluster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A small model as an immutable ConfigMap, one for each revision: its bytes are those that were judged, and stay so. Kubernetes
 * keeps at most 1 MiB in one.
 */
public final class EnclosedModel {
    /** Room is left for the paths. */
    static final int MOST_BYTES = 1_000_000;

    private static final String FILES = "mlsteps.jenkins.io/files";

    private final Cluster cluster;
    private final String namespace;
    private final Workspace workspace;

    public EnclosedModel(Cluster cluster, String namespace, Workspace workspace) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.workspace = workspace;
    }

    static String name(Release release) {
        return ObjectName.of(release.endpoint()) + "-" + release.revision().toLowerCase(Locale.ROOT);
    }

    /**
     * Lays the files of the model into the cluster, unless they are there.
     *
     * @throws IOException when the files, here or there, have not the digest that was promised, or what is there is another endpoint's
     */
    public void ship(Release release, ServerSideApply writer) throws IOException, InterruptedException {
        ConfigMap there = find(name(release));
        if (there != null) {
            requireOurs(release, there);
            requirePromised(release, files(there));
            return;
        }
        String model = release.model();
        Map<String, byte[]> files = workspace.act(root -> read(root, model));
        requirePromised(release, files);
        writer.apply(configMap(release, files));
    }

    /** Its name tells neither the environment nor the whole digest. */
    private static void requireOurs(Release release, ConfigMap there) throws IOException {
        Optional<String> other = EndpointLabels.owner(there, release);
        if (other.isPresent()) {
            throw new IOException("ConfigMap '" + name(release) + "' " + other.get());
        }
    }

    private static Map<String, byte[]> files(ConfigMap map) {
        List<String> paths = paths(map);
        Map<String, String> content = Optional.ofNullable(map.getBinaryData()).orElse(Map.of());
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (int i = 0; i < paths.size(); i++) {
            files.put(paths.get(i), Base64.getDecoder().decode(content.getOrDefault(key(i), "")));
        }
        return files;
    }

    private static List<String> paths(ConfigMap map) {
        Map<String, String> annotations = Optional.ofNullable(map.getMetadata().getAnnotations()).orElse(Map.of());
        return List.of(annotations.getOrDefault(FILES, "").split("\n"));
    }

    /** Asked of the very bytes that go on from here: where they come from, files change while they are looked at. */
    private static void requirePromised(Release release, Map<String, byte[]> files) throws IOException {
        String found = ModelTree.of(files).digest();
        if (!found.equals(release.digest())) {
            throw new IOException("the files of model '" + release.model() + "' are now " + found + ", promised was "
                    + release.digest());
        }
    }

    /** Runs where the workspace is. */
    private static LinkedHashMap<String, byte[]> read(Path workspace, String model) throws IOException {
        Path directory = MlDirectory.in(workspace).model(model);
        List<String> paths = ModelTree.paths(directory);
        long bytes = 0;
        for (String path : paths) {
            bytes += Files.size(directory.resolve(path));
        }
        if (bytes > MOST_BYTES) {
            throw new IOException("model '" + model + "' has " + bytes + " bytes; what travels with a deployment has at most "
                    + MOST_BYTES + ": give the target a 'storage', such as pvc://models/{digest}, and put the model there");
        }
        LinkedHashMap<String, byte[]> files = new LinkedHashMap<>();
        for (String path : paths) {
            try (InputStream file = RegularFile.open(directory.resolve(path))) {
                files.put(path, file.readNBytes(MOST_BYTES));
            }
        }
        return files;
    }

    /** What the training of a release's model measured; empty when the workspace has another model by now. */
    public Map<String, Double> metrics(Release release) throws IOException, InterruptedException {
        String model = release.model();
        String digest = release.digest();
        return workspace.act(root -> measured(root, model, digest));
    }

    /** Runs where the workspace is. */
    private static LinkedHashMap<String, Double> measured(Path workspace, String model, String digest) throws IOException {
        Path file = MlDirectory.in(workspace).trainRecord(model);
        if (!Files.exists(file)) {
            return new LinkedHashMap<>();
        }
        TrainRecord training = Json.read(file, TrainRecord.class);
        return digest.equals(training.digest()) ? new LinkedHashMap<>(training.metrics()) : new LinkedHashMap<>();
    }

    private ConfigMap configMap(Release release, Map<String, byte[]> files) {
        Map<String, String> content = new LinkedHashMap<>();
        List<String> paths = new ArrayList<>(files.keySet());
        for (int i = 0; i < paths.size(); i++) {
            content.put(key(i), Base64.getEncoder().encodeToString(files.get(paths.get(i))));
        }
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name(release))
                .withNamespace(namespace)
                .withLabels(EndpointLabels.of(release))
                .addToAnnotations(FILES, String.join("\n", paths))
                .endMetadata()
                .withImmutable(true)
                .withBinaryData(content)
                .build();
    }

    private static String key(int number) {
        return "file-" + number;
    }

    /** Which key of the ConfigMap is which file. */
    List<KeyToPath> items(Release release) throws IOException {
        ConfigMap map = find(name(release));
        if (map == null) {
            throw new IOException("ConfigMap '" + name(release) + "' with the model is gone from namespace '" + namespace
                    + "': deploy again");
        }
        List<KeyToPath> items = new ArrayList<>();
        List<String> paths = paths(map);
        for (int i = 0; i < paths.size(); i++) {
            items.add(new KeyToPath(key(i), null, paths.get(i)));
        }
        return items;
    }

    private ConfigMap find(String name) throws IOException {
        try {
            return cluster.client()
                    .configMaps()
                    .inNamespace(namespace)
                    .withName(name)
                    .get();
        } catch (KubernetesClientException e) {
            throw ApiFailure.of("read ConfigMap '" + name + "'", e);
        }
    }

    /** Deletes the model of the release's revision. */
    public void discard(Release release) throws IOException {
        delete(release, revision -> release.revision().equals(revision));
    }

    /** Deletes the models of revisions other than these; both may be null. */
    public void forget(Release release, String current, String previous) throws IOException {
        delete(release, revision -> !Objects.equals(revision, current) && !Objects.equals(revision, previous));
    }

    private void delete(Release release, Predicate<String> ofRevision) throws IOException {
        try {
            List<ConfigMap> all = cluster.client()
                    .configMaps()
                    .inNamespace(namespace)
                    .withLabels(EndpointLabels.selector(release))
                    .list()
                    .getItems();
            for (ConfigMap map : all) {
                if (ofRevision.test(map.getMetadata().getLabels().get(EndpointLabels.REVISION))) {
                    cluster.client().resource(map).delete();
                }
            }
        } catch (KubernetesClientException e) {
            throw ApiFailure.of("delete models that endpoint '" + release.endpoint() + "' no longer needs", e);
        }
    }
}
