package io.jenkins.plugins.mlsteps.cluster;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a node knows of images: every image is there and starts nothing by itself, unless a test says otherwise. */
public final class Images {
    private final Map<String, List<String>> entrypoints = new ConcurrentHashMap<>();
    private final Set<String> absent = ConcurrentHashMap.newKeySet();

    /** Lets containers of the image that name no command run this one; their {@code args} are put behind it. */
    public void entrypoint(String image, String... command) {
        entrypoints.put(image, List.of(command));
    }

    /** Lets no registry know the image. */
    public void absent(String image) {
        absent.add(image);
    }

    /** Lets the image be known from now on. */
    public void present(String image) {
        absent.remove(image);
    }

    boolean isAbsent(String image) {
        return absent.contains(image);
    }

    Optional<List<String>> entrypoint(String image) {
        return Optional.ofNullable(entrypoints.get(image));
    }
}
