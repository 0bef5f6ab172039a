package io.jenkins.plugins.mlsteps.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.cluster.Deadline;
import io.jenkins.plugins.mlsteps.cluster.RealCluster;
import io.jenkins.plugins.mlsteps.deploy.Release;
import io.jenkins.plugins.mlsteps.deploy.Rollout;
import io.jenkins.plugins.mlsteps.spec.administration.TargetConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("cluster")
class AbsentServerRealTest {
    @TempDir
    Path workspace;

    @Test
    void aRolloutOutlivesARestartOfTheApiServer() throws Exception {
        try (RealCluster cluster = RealCluster.start()) {
            cluster.kubelet().images().entrypoint(Releases.IMAGE, "python3", "-c", ServingRoleRealTest.WEB_SERVER);
            String namespace = cluster.namespace("restart");
            Releases releases = new Releases(workspace, "churn");
            Release release = releases.next(1);
            KubernetesTarget target = new KubernetesTarget(
                    Releases.cluster(cluster.client()),
                    Releases.PROFILE,
                    Releases.withImage(TargetConfig.Type.kubernetes, namespace, Releases.IMAGE),
                    releases.files(),
                    Clock.systemUTC());

            target.advance(release);
            cluster.stopApiServer();
            Rollout away = target.advance(release);
            assertThat(away.phase()).isEqualTo(Rollout.Phase.PENDING);
            assertThat(away.reason()).contains("could not read Deployment 'churn'");
            cluster.startApiServer();

            AtomicReference<Rollout> last = new AtomicReference<>();
            Deadline.await(
                    Duration.ofSeconds(120),
                    () -> {
                        last.set(target.advance(release));
                        return last.get().phase() == Rollout.Phase.SERVING;
                    },
                    () -> String.valueOf(last.get()));
        }
    }

    @Test
    void aRolloutIsTakenBackAsSoonAsTheApiServerIsThereAgain() throws Exception {
        try (RealCluster cluster = RealCluster.start()) {
            cluster.kubelet().images().entrypoint(Releases.IMAGE, "false");
            String namespace = cluster.namespace("back");
            Releases releases = new Releases(workspace, "churn");
            Release release = releases.next(1);
            KubernetesTarget target = new KubernetesTarget(
                    Releases.cluster(cluster.client()),
                    Releases.PROFILE,
                    Releases.withImage(TargetConfig.Type.kubernetes, namespace, Releases.IMAGE),
                    releases.files(),
                    Clock.systemUTC());
            target.advance(release);
            cluster.stopApiServer();
            CompletableFuture<String> back = CompletableFuture.supplyAsync(() -> rolledBack(target, release));
            Deadline.await(Duration.ofSeconds(60), () -> target.advance(release).reason().contains("could not read"), () -> "not away");
            assertThat(back).isNotDone();
            cluster.startApiServer();

            assertThat(back.get(120, TimeUnit.SECONDS)).isEqualTo("nothing serves");
            assertThat(cluster.client().apps().deployments().inNamespace(namespace).list().getItems()).isEmpty();
            assertThat(cluster.client().services().inNamespace(namespace).list().getItems()).isEmpty();
        }
    }

    private static String rolledBack(KubernetesTarget target, Release release) {
        try {
            return target.rollBack(release);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
