package io.jenkins.plugins.mlsteps.cluster;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Directories behind the volumes of a pod: {@code emptyDir}, {@code hostPath}, {@code configMap}, {@code secret} and
 * {@code persistentVolumeClaim} (a directory by claim that outlives the pod); every other kind is an empty directory.
 */
final class PodVolumes {
    private final KubernetesClient client;
    private final Pod pod;
    private final Path claims;
    private final Map<String, Path> directories = new LinkedHashMap<>();

    /** @param claims where the directories of claims are */
    PodVolumes(KubernetesClient client, Pod pod, Path directory, Path claims)
            throws IOException, ContainerEnvironment.Missing {
        this.client = client;
        this.pod = pod;
        this.claims = claims;
        for (Volume volume : pod.getSpec().getVolumes()) {
            directories.put(volume.getName(), prepare(volume, directory.resolve(volume.getName())));
        }
    }

    /** Path in the container to directory or file here, parents before children. */
    Map<String, Path> mounts(Container container, ContainerEnvironment variables) throws IOException {
        Map<String, Path> mounts = new LinkedHashMap<>();
        List<VolumeMount> sorted = container.getVolumeMounts().stream()
                .sorted(Comparator.comparing(VolumeMount::getMountPath))
                .toList();
        for (VolumeMount mount : sorted) {
            Path source = directories.get(mount.getName());
            String part = mount.getSubPathExpr() == null ? mount.getSubPath() : variables.expand(mount.getSubPathExpr());
            if (part != null && !part.isEmpty()) {
                source = source.resolve(part);
                if (!Files.exists(source)) {
                    Files.createDirectories(source);
                }
            }
            mounts.put(mount.getMountPath().replaceAll("/+$", ""), source);
        }
        return mounts;
    }

    private Path prepare(Volume volume, Path own) throws IOException, ContainerEnvironment.Missing {
        if (volume.getHostPath() != null) {
            return Path.of(volume.getHostPath().getPath());
        }
        if (volume.getPersistentVolumeClaim() != null) {
            return Files.createDirectories(claims.resolve(pod.getMetadata().getNamespace())
                    .resolve(volume.getPersistentVolumeClaim().getClaimName()));
        }
        Files.createDirectories(own);
        if (volume.getConfigMap() != null) {
            fill(own, content(configMap(volume.getConfigMap().getName())), volume.getConfigMap().getItems());
        }
        if (volume.getSecret() != null) {
            fill(
                    own,
                    decoded(secret(volume.getSecret().getSecretName()).getData()),
                    volume.getSecret().getItems());
        }
        return own;
    }

    private ConfigMap configMap(String name) throws ContainerEnvironment.Missing {
        ConfigMap map = client.configMaps()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(name)
                .get();
        if (map == null) {
            throw new ContainerEnvironment.Missing("configmap \"" + name + "\" not found");
        }
        return map;
    }

    private Secret secret(String name) throws ContainerEnvironment.Missing {
        Secret secret = client.secrets()
                .inNamespace(pod.getMetadata().getNamespace())
                .withName(name)
                .get();
        if (secret == null) {
            throw new ContainerEnvironment.Missing("secret \"" + name + "\" not found");
        }
        return secret;
    }

    private static Map<String, byte[]> content(ConfigMap map) {
        Map<String, byte[]> content = decoded(map.getBinaryData());
        if (map.getData() != null) {
            map.getData().forEach((key, value) -> content.put(key, value.getBytes(StandardCharsets.UTF_8)));
        }
        return content;
    }

    private static Map<String, byte[]> decoded(Map<String, String> base64) {
        Map<String, byte[]> content = new LinkedHashMap<>();
        if (base64 != null) {
            base64.forEach((key, value) -> content.put(key, Base64.getDecoder().decode(value)));
        }
        return content;
    }

    /** @param items which key becomes which file; every key one of its own name when empty */
    private static void fill(Path directory, Map<String, byte[]> content, List<KeyToPath> items) throws IOException {
        Map<String, String> paths = new LinkedHashMap<>();
        items.forEach(item -> paths.put(item.getKey(), item.getPath()));
        if (items.isEmpty()) {
            content.keySet().forEach(key -> paths.put(key, key));
        }
        for (Map.Entry<String, String> entry : paths.entrySet()) {
            Path file = directory.resolve(entry.getValue());
            Files.createDirectories(file.getParent());
            Files.write(file, content.get(entry.getKey()));
        }
    }
}
