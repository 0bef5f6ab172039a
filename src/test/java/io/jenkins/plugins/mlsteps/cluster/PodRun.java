package io.jenkins.plugins.mlsteps.cluster;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The life of one pod on the node, from its volumes to its last status, in a thread of its own. */
final class PodRun implements PodLife, Runnable {
    /** Probes fall due, and what a pod needs may turn up, without a word to the node. */
    private static final long BETWEEN_LOOKS = 50;

    private final KubernetesClient client;
    private final Pod pod;
    private final Images images;
    private final Path directory;
    private final Path claims;
    private final String ip;
    private final PodStatusWriter status;
    private final List<ContainerRun> init = new ArrayList<>();
    private final List<ContainerRun> main = new ArrayList<>();
    private PodVolumes volumes;
    private volatile Duration grace;
    private volatile long endsBy;
    private volatile String disruption;
    private final CountDownLatch nodeIsGone = new CountDownLatch(1);

    /** One permit or more when something has happened since the last look. */
    private final Semaphore news = new Semaphore(0);

    PodRun(KubernetesClient client, Pod pod, Images images, Path directory, Path claims, String ip) throws IOException {
        this.client = client;
        this.pod = pod;
        this.images = images;
        this.directory = directory;
        this.claims = claims;
        this.ip = ip;
        this.status = new PodStatusWriter(client, pod, ip, nodeIsGone);
        for (Container container : pod.getSpec().getInitContainers()) {
            boolean sidecar = "Always".equals(container.getRestartPolicy());
            init.add(new ContainerRun(container, sidecar, directory.resolve("init")));
        }
        for (Container container : pod.getSpec().getContainers()) {
            main.add(new ContainerRun(container, false, directory.resolve("main")));
        }
    }

    @Override
    public Optional<ContainerRun> container(String name) {
        return Stream.concat(main.stream(), init.stream())
                .filter(run -> name == null || name.isEmpty() || run.spec().getName().equals(name))
                .findFirst();
    }

    @Override
    public void stop(Duration within) {
        endsBy = System.nanoTime() + within.toNanos();
        grace = within;
        news.release();
    }

    /** Ends it on the node's own account, with a message. */
    void evict(String message) {
        disruption = message;
        news.release();
    }

    @Override
    public void vanish() {
        nodeIsGone.countDown();
        news.release();
        container(null).ifPresent(container -> container.kill(null));
    }

    @Override
    public void run() {
        try {
            boolean complete = prepare() && initialize() && runMain();
            end(complete);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new IllegalStateException("pod " + pod.getMetadata().getName(), e);
        } finally {
            everything().forEach(container -> container.kill(null));
        }
    }

    private boolean prepare() throws InterruptedException, IOException {
        while (!isEnding()) {
            try {
                volumes = new PodVolumes(
                        client, pod, Files.createDirectories(directory.resolve("volumes")), claims);
                return true;
            } catch (ContainerEnvironment.Missing e) {
                everything().forEach(container -> container.waitFor("ContainerCreating", null));
                report("Pending");
                awaitNews();
            }
        }
        return false;
    }

    private boolean initialize() throws InterruptedException, IOException {
        for (ContainerRun container : init) {
            if (!start(container)) {
                return false;
            }
            while (container.isSidecar() ? !container.isStarted() : !isSuccess(container)) {
                if (isEnding() || (container.isOver() && !restart(container, container.isSidecar()))) {
                    return isSuccess(container);
                }
                look("Pending");
            }
        }
        return true;
    }

    private boolean runMain() throws InterruptedException, IOException {
        for (ContainerRun container : main) {
            if (!start(container)) {
                return false;
            }
        }
        boolean running = true;
        while (running && !isEnding()) {
            look("Running");
            running = false;
            for (ContainerRun container : main) {
                running |= container.isRunning() || restart(container, false);
            }
            for (ContainerRun sidecar : sidecars()) {
                if (running && sidecar.isOver()) {
                    restart(sidecar, true);
                }
            }
        }
        return !running;
    }

    /** Returns whether it runs or will. */
    private boolean restart(ContainerRun container, boolean always) throws InterruptedException, IOException {
        if (!always && !restarts(container)) {
            return false;
        }
        return Instant.now().isBefore(container.restartAt()) || start(container);
    }

    private boolean restarts(ContainerRun container) {
        return switch (pod.getSpec().getRestartPolicy()) {
            case "Always" -> true;
            case "OnFailure" -> container.exitCode() != 0;
            default -> false;
        };
    }

    /** Waits for its image and what its environment is made of; returns false when the pod ends before. */
    private boolean start(ContainerRun container) throws InterruptedException, IOException {
        while (!isEnding()) {
            String image = container.spec().getImage();
            if (!Images.isName(image)) {
                container.waitFor("InvalidImageName", "Failed to apply default image tag \"" + image + "\": couldn't parse image name");
            } else if (images.isAbsent(image)) {
                container.waitFor("ImagePullBackOff", "Back-off pulling image \"" + image + "\": not found");
            } else {
                try {
                    ContainerEnvironment variables = new ContainerEnvironment(client, pod, container.spec(), images, ip);
                    container.start(variables, volumes.mounts(container.spec(), variables), images, ip);
                    container.ended().thenRun(news::release);
                    return true;
                } catch (ContainerEnvironment.Missing e) {
                    container.waitFor("CreateContainerConfigError", e.getMessage());
                }
            }
            look("Pending");
        }
        return false;
    }

    private void look(String phase) throws InterruptedException {
        everything().forEach(ContainerRun::probe);
        report(phase);
        awaitNews();
    }

    private void awaitNews() throws InterruptedException {
        news.tryAcquire(BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
        news.drainPermits();
    }

    private void end(boolean complete) throws InterruptedException {
        if (isOnLostNode()) {
            return;
        }
        everything().forEach(ContainerRun::terminate);
        awaitEnd(Duration.ofSeconds(complete ? 2 : 0));
        boolean succeeded = complete && main.stream().allMatch(PodRun::isSuccess);
        boolean there = report(succeeded && disruption == null ? "Succeeded" : "Failed");
        while (there && grace == null && !isOnLostNode()) {
            news.acquire();
        }
        status.remove();
    }

    /** Whoever deletes it again may leave it less time. */
    private void awaitEnd(Duration time) throws InterruptedException {
        CompletableFuture<Void> end =
                CompletableFuture.allOf(everything().map(ContainerRun::ended).toArray(CompletableFuture[]::new));
        long unasked = System.nanoTime() + time.toNanos();
        while (!end.isDone() && System.nanoTime() < (grace == null ? unasked : endsBy)) {
            awaitNews();
        }
        if (!end.isDone()) {
            everything().forEach(container -> container.kill(null));
        }
        end.join();
    }

    private boolean isOnLostNode() {
        return nodeIsGone.getCount() == 0;
    }

    private boolean isEnding() {
        return grace != null || disruption != null || isOnLostNode();
    }

    private boolean report(String phase) throws InterruptedException {
        boolean over = phase.equals("Succeeded") || phase.equals("Failed");
        boolean initialized = init.stream().allMatch(run -> run.isSidecar() ? run.isStarted() : isSuccess(run));
        boolean ready = !over && main.stream().allMatch(ContainerRun::isReady);
        Map<String, Boolean> conditions = new LinkedHashMap<>();
        conditions.put("PodReadyToStartContainers", !over);
        conditions.put("Initialized", initialized || over);
        conditions.put("ContainersReady", ready);
        conditions.put("Ready", ready);
        return status.write(new PodStatusWriter.Observed(
                phase,
                disruption == null ? null : "Evicted",
                disruption,
                conditions,
                disruption == null ? null : disrupted(disruption),
                statuses(init, over),
                statuses(main, over)));
    }

    private List<ContainerStatus> statuses(List<ContainerRun> containers, boolean over) {
        return containers.stream()
                .map(run -> run.status(!over && run.isOver() && (run.isSidecar() || (main.contains(run) && restarts(run)))))
                .toList();
    }

    private static PodCondition disrupted(String message) {
        return new PodConditionBuilder()
                .withType("DisruptionTarget")
                .withStatus("True")
                .withReason("TerminationByKubelet")
                .withMessage(message)
                .withLastTransitionTime(ContainerRun.seconds(Instant.now()))
                .build();
    }

    private static boolean isSuccess(ContainerRun container) {
        return container.isOver() && container.exitCode() == 0;
    }

    private List<ContainerRun> sidecars() {
        return init.stream().filter(ContainerRun::isSidecar).toList();
    }

    private Stream<ContainerRun> everything() {
        return Stream.concat(init.stream(), main.stream());
    }
}
