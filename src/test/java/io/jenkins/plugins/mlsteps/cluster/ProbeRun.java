package io.jenkins.plugins.mlsteps.cluster;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The start-up, readiness and liveness probes of one run of a container. */
final class ProbeRun {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private final Container container;
    private final ContainerRun run;
    private final String ip;
    private final Counter startup;
    private final Counter readiness;
    private final Counter liveness;

    ProbeRun(Container container, ContainerRun run, String ip) {
        this.container = container;
        this.run = run;
        this.ip = ip;
        this.startup = new Counter(container.getStartupProbe(), false);
        this.readiness = new Counter(container.getReadinessProbe(), false);
        this.liveness = new Counter(container.getLivenessProbe(), true);
    }

    boolean started() {
        return startup.passing;
    }

    boolean ready() {
        return readiness.passing;
    }

    /** Probes what is due; returns whether the container has to be killed. */
    boolean look() {
        if (!startup.passing) {
            startup.look();
            return startup.failures >= startup.threshold();
        }
        readiness.look();
        liveness.look();
        return !liveness.passing;
    }

    /** How often in a row a probe passed or failed. */
    private final class Counter {
        private final Probe probe;
        private boolean passing;
        private int failures;
        private Instant due = Instant.now();

        Counter(Probe probe, boolean passing) {
            this.probe = probe;
            this.passing = probe == null || passing;
            if (probe != null && probe.getInitialDelaySeconds() != null) {
                due = due.plusSeconds(probe.getInitialDelaySeconds());
            }
        }

        int threshold() {
            return probe.getFailureThreshold() == null ? 3 : probe.getFailureThreshold();
        }

        void look() {
            if (probe == null || Instant.now().isBefore(due)) {
                return;
            }
            int period = probe.getPeriodSeconds() == null ? 10 : probe.getPeriodSeconds();
            due = Instant.now().plusSeconds(period);
            if (passes(probe)) {
                failures = 0;
                passing = true;
            } else if (++failures >= threshold()) {
                passing = false;
            }
        }
    }

    private boolean passes(Probe probe) {
        Duration time = Duration.ofSeconds(probe.getTimeoutSeconds() == null ? 1 : probe.getTimeoutSeconds());
        try {
            if (probe.getHttpGet() != null) {
                String path = probe.getHttpGet().getPath() == null
                        ? "/"
                        : probe.getHttpGet().getPath();
                URI uri = URI.create("http://" + ip + ":" + port(probe.getHttpGet().getPort()) + path);
                int status = HTTP.send(
                                HttpRequest.newBuilder(uri).timeout(time).build(),
                                HttpResponse.BodyHandlers.discarding())
                        .statusCode();
                return status >= 200 && status < 400;
            }
            if (probe.getTcpSocket() != null) {
                try (Socket socket = new Socket()) {
                    socket.connect(
                            new InetSocketAddress(ip, port(probe.getTcpSocket().getPort())), (int) time.toMillis());
                    return true;
                }
            }
            Process process = run.execute(probe.getExec().getCommand());
            boolean ended = process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            return ended && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private int port(IntOrString port) {
        return port.getIntVal() != null
                ? port.getIntVal()
                : container.getPorts().stream()
                        .filter(named -> port.getStrVal().equals(named.getName()))
                        .mapToInt(ContainerPort::getContainerPort)
                        .findFirst()
                        .orElseThrow();
    }
}
