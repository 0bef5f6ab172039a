package io.jenkins.plugins.mlsteps.cluster;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The environment variables of a container, with what they are taken from. */
final class ContainerEnvironment {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\(([A-Za-z_][A-Za-z0-9_.-]*)\\)");
    private static final Pattern KEYED = Pattern.compile("metadata\\.(labels|annotations)\\['(.+)']");

    private final KubernetesClient client;
    private final Pod pod;
    private final String ip;
    private final Map<String, String> variables = new LinkedHashMap<>();

    /** What a container needs is not there; the message is the kubelet's. */
    static final class Missing extends Exception {
        private static final long serialVersionUID = 1L;

        Missing(String message) {
            super(message);
        }
    }

    ContainerEnvironment(KubernetesClient client, Pod pod, Container container, Images images, String ip) throws Missing {
        this.client = client;
        this.pod = pod;
        this.ip = ip;
        variables.put("PATH", images.path(container.getImage()));
        variables.put("HOSTNAME", pod.getMetadata().getName());
        variables.put("HOME", "/tmp");
        variables.put("POD_IP", ip);
        for (EnvFromSource source : container.getEnvFrom()) {
            addAll(source);
        }
        for (EnvVar variable : container.getEnv()) {
            String value = variable.getValueFrom() == null
                    ? expand(variable.getValue() == null ? "" : variable.getValue())
                    : from(variable.getValueFrom());
            variables.put(variable.getName(), value);
        }
    }

    Map<String, String> variables() {
        return variables;
    }

    /** {@code $(NAME)} replaced by the variable, unknown ones left. */
    String expand(String text) {
        return REFERENCE
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(value(match)));
    }

    List<String> expand(List<String> texts) {
        return texts.stream().map(this::expand).toList();
    }

    private String value(MatchResult match) {
        return variables.getOrDefault(match.group(1), match.group());
    }

    private void addAll(EnvFromSource source) throws Missing {
        String prefix = source.getPrefix() == null ? "" : source.getPrefix();
        if (source.getConfigMapRef() != null) {
            configMap(source.getConfigMapRef().getName())
                    .getData()
                    .forEach((key, value) -> variables.put(prefix + key, value));
        }
        if (source.getSecretRef() != null) {
            secret(source.getSecretRef().getName())
                    .getData()
                    .forEach((key, value) -> variables.put(prefix + key, decoded(value)));
        }
    }

    private String from(EnvVarSource source) throws Missing {
        if (source.getFieldRef() != null) {
            return field(source.getFieldRef().getFieldPath());
        }
        if (source.getSecretKeyRef() != null) {
            String name = source.getSecretKeyRef().getName();
            String key = source.getSecretKeyRef().getKey();
            String value = secret(name).getData().get(key);
            return decoded(present(value, "couldn't find key " + key + " in Secret " + namespace() + "/" + name));
        }
        if (source.getConfigMapKeyRef() != null) {
            String name = source.getConfigMapKeyRef().getName();
            String key = source.getConfigMapKeyRef().getKey();
            String value = configMap(name).getData().get(key);
            return present(value, "couldn't find key " + key + " in ConfigMap " + namespace() + "/" + name);
        }
        throw new Missing("this kubelet knows no such source: " + source);
    }

    private String field(String path) throws Missing {
        ObjectMeta metadata = pod.getMetadata();
        var keyed = KEYED.matcher(path);
        if (keyed.matches()) {
            Map<String, String> map =
                    keyed.group(1).equals("labels") ? metadata.getLabels() : metadata.getAnnotations();
            return map == null ? "" : map.getOrDefault(keyed.group(2), "");
        }
        return switch (path) {
            case "metadata.name" -> metadata.getName();
            case "metadata.namespace" -> metadata.getNamespace();
            case "metadata.uid" -> metadata.getUid();
            case "spec.nodeName" -> pod.getSpec().getNodeName();
            case "spec.serviceAccountName" -> pod.getSpec().getServiceAccountName();
            case "status.podIP" -> ip;
            default -> throw new Missing("this kubelet knows no field " + path);
        };
    }

    private ConfigMap configMap(String name) throws Missing {
        ConfigMap found =
                client.configMaps().inNamespace(namespace()).withName(name).get();
        return present(found, "configmap \"" + name + "\" not found");
    }

    private Secret secret(String name) throws Missing {
        Secret found = client.secrets().inNamespace(namespace()).withName(name).get();
        return present(found, "secret \"" + name + "\" not found");
    }

    private String namespace() {
        return pod.getMetadata().getNamespace();
    }

    private static <T> T present(T value, String otherwise) throws Missing {
        if (value == null) {
            throw new Missing(otherwise);
        }
        return value;
    }

    private static String decoded(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }
}
