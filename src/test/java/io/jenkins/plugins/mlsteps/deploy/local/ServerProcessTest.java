package io.jenkins.plugins.mlsteps.deploy.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.workload.local.Unwaited;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ServerProcessTest {
    @Test
    void stoppingAServerDoesNotWaitForAParentThatNeverAsksForItsEnd() throws Exception {
        try (Unwaited sleeping = new Unwaited("sleep 300")) {
            ProcessIdentity identity = ProcessIdentity.of(sleeping.process());
            assertThat(identity.alive()).isPresent();
            Instant before = Instant.now();

            ServerProcess.stop(sleeping.process(), Duration.ofSeconds(20));

            assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(10));
            assertThat(identity.alive()).isEmpty();
        }
    }
}
