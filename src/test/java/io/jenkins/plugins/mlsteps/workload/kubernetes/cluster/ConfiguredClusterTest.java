package io.jenkins.plugins.mlsteps.workload.kubernetes.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ConfiguredClusterTest {
    @Test
    void nothingIsLeftOfAClientThatWasReplacedAndThatNobodyUses() {
        Config config = new ConfigBuilder(Config.empty()).withMasterUrl("http://127.0.0.1:1").build();
        ConfiguredCluster cluster = new ConfiguredCluster("c", config);
        Set<Thread> before = selectors();
        assertThatThrownBy(() -> cluster.client().pods().inNamespace("n").withName("p").get())
                .isInstanceOf(KubernetesClientException.class);
        Set<Thread> started = selectors();
        started.removeAll(before);
        assertThat(started).isNotEmpty();

        cluster.configure(config);

        Instant deadline = Instant.now().plus(Duration.ofMinutes(1));
        while (started.stream().anyMatch(Thread::isAlive)) {
            assertThat(Instant.now()).as("deadline").isBefore(deadline);
            System.gc();
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    /** Each client of the JDK has one. */
    private static Set<Thread> selectors() {
        Set<Thread> selectors = new HashSet<>(Thread.getAllStackTraces().keySet());
        selectors.removeIf(thread -> !thread.getName().endsWith("SelectorManager"));
        return selectors;
    }
}
