package io.jenkins.plugins.mlsteps.workload.kubernetes.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;

class ApiFailureTest {
    @Test
    void saysThatTheServerIsAwayInWords() {
        Config nobodyListens =
                new ConfigBuilder(Config.empty()).withMasterUrl("http://127.0.0.1:1").withRequestRetryBackoffLimit(0).build();
        try (KubernetesClient client = new KubernetesClientBuilder().withConfig(nobodyListens).build()) {
            KubernetesClientException away = catchThrowableOfType(
                    KubernetesClientException.class, () -> client.pods().inNamespace("n").withName("p").get());

            ApiFailure failure = ApiFailure.of("read Pod p", away);

            assertThat(failure.isFinal()).isFalse();
            assertThat(failure).hasMessage("could not read Pod p: the API server cannot be reached");
        }
    }

    @Test
    void takesTheNearestCauseThatSaysSomething() {
        Throwable silent = new ClosedChannelException();
        assertThat(of(new IOException("Connection reset", silent))).hasMessage("could not look: Connection reset");
        assertThat(of(new IOException("broken", new IOException(silent)))).hasMessage("could not look: broken");
        assertThat(of(new IOException(new ConnectException().initCause(silent))))
                .hasMessage("could not look: the API server cannot be reached");
        assertThat(of(new KubernetesClientException("asked for nothing"))).hasMessage("could not look: asked for nothing");
        assertThat(of(new IllegalStateException())).hasMessage("could not look: java.lang.IllegalStateException");
    }

    private static ApiFailure of(Throwable problem) {
        return ApiFailure.of("look", problem);
    }
}
