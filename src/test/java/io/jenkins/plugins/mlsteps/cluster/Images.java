package io.jenkins.plugins.mlsteps.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** What a node knows of images: every image is there and starts nothing by itself, unless a test says otherwise. */
public final class Images {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+([._/:-]+[a-z0-9]+)*(:[A-Za-z0-9_.-]+)?(@sha256:[0-9a-f]{64})?");

    private final Map<String, List<String>> entrypoints = new ConcurrentHashMap<>();
    private final Map<String, Play> plays = new ConcurrentHashMap<>();
    private final Map<String, Path> tools = new ConcurrentHashMap<>();
    private final Set<String> absent = ConcurrentHashMap.newKeySet();

    /** Lets containers of the image that name no command run this one; their {@code args} are put behind it. */
    public void entrypoint(String image, String... command) {
        entrypoints.put(image, List.of(command));
    }

    /** Lets pods in which a container of the image is the command of a workload be {@linkplain PlayedPod played}. */
    public void play(String image, Play play) {
        plays.put(image, play);
    }

    /** Lets containers of the image find their programs in a directory of this machine, and nowhere else. */
    public void tools(String image, Path directory) {
        tools.put(image, directory);
    }

    /** Lets no registry know the image. */
    public void absent(String image) {
        absent.add(image);
    }

    /** Lets the image be known from now on. */
    public void present(String image) {
        absent.remove(image);
    }

    /** Whether a registry could be asked for it: names of images have neither blanks nor capitals, but for the tag. */
    static boolean isName(String image) {
        return NAME.matcher(image).matches();
    }

    Optional<Play> play(Pod pod) {
        return pod.getSpec().getContainers().stream()
                .map(container -> plays.get(container.getImage()))
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** Where its containers find programs, as {@code PATH} has it. */
    String path(String image) {
        Path directory = tools.get(image);
        return directory == null ? System.getenv("PATH") : directory.toString();
    }

    boolean isAbsent(String image) {
        return absent.contains(image);
    }

    Optional<List<String>> entrypoint(String image) {
        return Optional.ofNullable(entrypoints.get(image));
    }
}
