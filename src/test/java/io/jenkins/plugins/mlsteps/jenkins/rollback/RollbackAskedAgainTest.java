package io.jenkins.plugins.mlsteps.jenkins.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.host.Restored;
import java.util.List;
import org.junit.jupiter.api.Test;

class RollbackAskedAgainTest {
    private static Rollback to(String digest) {
        return new Rollback(1, new Restored("production", "scores", "churn", digest), "deployEndpoint(reason: 'latency doubled')");
    }

    @Test
    void isScheduledOnceForEachVersion() {
        assertThat(to("sha256:aa").shouldSchedule(List.of(to("sha256:aa")))).isFalse();
        assertThat(to("sha256:bb").shouldSchedule(List.of(to("sha256:aa")))).isTrue();
    }
}
