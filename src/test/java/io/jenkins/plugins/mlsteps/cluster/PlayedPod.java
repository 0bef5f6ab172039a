package io.jenkins.plugins.mlsteps.cluster;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.mlsteps.workload.kubernetes.job.PodLayout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A pod of a workload whose containers start no process, for tests with more pods than this machine has room for: what its command
 * prints stands in a {@link Play}, files are sent and fetched by the real scripts, run in the directory of the pod on this machine,
 * and the API server hears of it all as of any other pod. The containers see neither each other's limits nor files of their image,
 * and are neither evicted nor killed.
 */
final class PlayedPod implements PodLife {
    private static final byte[] NOTHING = {};
    private static final int TERMINATED = 143;

    private final Pod pod;
    private final Play play;
    private final Path volume;
    private final ScheduledExecutorService stage;
    private final CountDownLatch nodeIsGone = new CountDownLatch(1);
    private final PodStatusWriter status;
    private final List<PlayedContainer> init = new ArrayList<>();
    private final List<PlayedContainer> main = new ArrayList<>();
    private boolean trained;
    private boolean over;

    /** @param stage runs it, with many others */
    PlayedPod(KubernetesClient client, Pod pod, Play play, Path directory, ScheduledExecutorService stage) throws IOException {
        this.pod = pod;
        this.play = play;
        this.volume = directory.resolve("volume");
        this.stage = stage;
        this.status = new PodStatusWriter(client, pod, "127.0.0.1", nodeIsGone);
        for (String part : List.of("workspace", "control", "home")) {
            Files.createDirectories(volume.resolve(part));
        }
        Files.createFile(control("output"));
        for (Container container : pod.getSpec().getInitContainers()) {
            init.add(played(container, directory));
        }
        for (Container container : pod.getSpec().getContainers()) {
            main.add(played(container, directory));
        }
    }

    private PlayedContainer played(Container container, Path directory) throws IOException {
        return new PlayedContainer(container, volume, directory.resolve(container.getName() + ".log"), () -> perform(this::goOn));
    }

    void begin() {
        perform(() -> {
            if (init.isEmpty()) {
                train();
            } else {
                init.forEach(PlayedContainer::start);
                report("Pending");
            }
        });
    }

    @Override
    public Optional<PlayedContainer> container(String name) {
        return Stream.concat(main.stream(), init.stream())
                .filter(container -> name == null || name.isEmpty() || container.name().equals(name))
                .findFirst();
    }

    @Override
    public void stop(Duration within) {
        perform(() -> {
            if (!over) {
                endAll(TERMINATED);
                report("Failed");
                over = true;
            }
            status.remove();
        });
    }

    @Override
    public void vanish() {
        nodeIsGone.countDown();
    }

    /** What others did to its volume may be what it waits for. */
    private void goOn() throws IOException, InterruptedException {
        if (!init.isEmpty() && !init.get(0).isSuccess() && Files.exists(control("ready"))) {
            for (PlayedContainer container : init) {
                container.end(0, NOTHING);
            }
            train();
        } else if (trained && !over && Files.exists(control("released"))) {
            endAll(0);
            report(main.stream().allMatch(PlayedContainer::isSuccess) ? "Succeeded" : "Failed");
            over = true;
        }
    }

    private void train() throws InterruptedException {
        main.forEach(PlayedContainer::start);
        report("Running");
        stage.schedule(() -> perform(this::endTraining), play.time().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void endTraining() throws IOException, InterruptedException {
        if (over) {
            return;
        }
        byte[] output = play.output().apply(environment()).getBytes(StandardCharsets.UTF_8);
        Files.write(control("output"), output);
        Files.writeString(control("exit"), Integer.toString(play.exitCode()));
        container(PodLayout.TRAIN).orElseThrow().end(play.exitCode(), output);
        trained = true;
        report("Running");
    }

    private void endAll(int code) throws IOException {
        for (PlayedContainer container : Stream.concat(init.stream(), main.stream()).toList()) {
            container.end(code, NOTHING);
        }
    }

    private Map<String, String> environment() {
        Map<String, String> variables = new LinkedHashMap<>();
        pod.getSpec().getContainers().stream()
                .filter(container -> container.getName().equals(PodLayout.TRAIN))
                .map(Container::getEnv)
                .flatMap(List::stream)
                .filter(variable -> variable.getValue() != null)
                .forEach((EnvVar variable) -> variables.put(variable.getName(), variable.getValue()));
        return variables;
    }

    private void report(String phase) throws InterruptedException {
        boolean ready = main.stream().allMatch(PlayedContainer::isRunning);
        Map<String, Boolean> conditions = new LinkedHashMap<>();
        conditions.put("Initialized", init.stream().allMatch(PlayedContainer::isSuccess));
        conditions.put("ContainersReady", ready);
        conditions.put("Ready", ready);
        status.write(new PodStatusWriter.Observed(
                phase,
                null,
                null,
                conditions,
                null,
                init.stream().map(PlayedContainer::status).toList(),
                main.stream().map(PlayedContainer::status).toList()));
    }

    private Path control(String file) {
        return volume.resolve("control").resolve(file);
    }

    /** A part of its life. */
    @FunctionalInterface
    private interface Scene {
        void play() throws IOException, InterruptedException;
    }

    private void perform(Scene scene) {
        stage.execute(() -> {
            try {
                synchronized (this) {
                    scene.play();
                }
            } catch (IOException e) {
                System.err.println("played pod " + pod.getMetadata().getName() + ": " + e);
            } catch (InterruptedException nodeIsLost) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
