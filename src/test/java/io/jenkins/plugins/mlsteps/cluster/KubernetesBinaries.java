package io.jenkins.plugins.mlsteps.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.Runtime.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * The servers of a Kubernetes release: {@code k8s/<version>-linux-amd64/} under {@code KUBE_API_TEST_DIR} or
 * {@code ~/.kubeapitest}, the layout of fabric8's {@code kube-api-test}. The highest version that has all of them is taken.
 */
record KubernetesBinaries(Path directory) {
    private static final List<String> NEEDED =
            List.of("etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler");
    private static final String PLATFORM = "-linux-amd64";

    /** Skips the test in one line when they are not there. */
    static KubernetesBinaries require() {
        return find().orElseThrow(() -> new TestAbortedException(
                "skipped, no Kubernetes here: put " + String.join(", ", NEEDED) + " into "
                        + home().resolve("k8s/<version>" + PLATFORM) + ", or name another directory in KUBE_API_TEST_DIR"));
    }

    static Optional<KubernetesBinaries> find() {
        Path versions = home().resolve("k8s");
        if (!Files.isDirectory(versions)) {
            return Optional.empty();
        }
        try (Stream<Path> directories = Files.list(versions)) {
            return directories
                    .filter(directory -> directory.getFileName().toString().endsWith(PLATFORM))
                    .filter(KubernetesBinaries::isComplete)
                    .max(Comparator.comparing(KubernetesBinaries::version))
                    .map(KubernetesBinaries::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String path(String name) {
        return directory.resolve(name).toString();
    }

    private static Path home() {
        String named = System.getenv("KUBE_API_TEST_DIR");
        return named == null ? Path.of(System.getProperty("user.home"), ".kubeapitest") : Path.of(named);
    }

    private static boolean isComplete(Path directory) {
        return NEEDED.stream().allMatch(name -> Files.isExecutable(directory.resolve(name)));
    }

    private static Version version(Path directory) {
        String name = directory.getFileName().toString();
        return Version.parse(name.substring(0, name.length() - PLATFORM.length()));
    }
}
