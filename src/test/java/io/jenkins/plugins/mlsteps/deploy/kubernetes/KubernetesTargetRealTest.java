package io.jenkins.plugins.mlsteps.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.jenkins.plugins.mlsteps.cluster.Deadline;
import io.jenkins.plugins.mlsteps.cluster.RealCluster;
import io.jenkins.plugins.mlsteps.deploy.CurrentRevision;
import io.jenkins.plugins.mlsteps.deploy.Release;
import io.jenkins.plugins.mlsteps.deploy.Rollout;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.serve.ModelServer;
import io.jenkins.plugins.mlsteps.spec.administration.TargetConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.params.ParameterizedTest;

/** Deployments on a real API server with its controllers; the servers in the pods are real as well. */
@Tag("cluster")
class KubernetesTargetRealTest {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String BROKEN = "registry.example.com/broken:1";
    private static final String ABSENT = "registry.example.com/absent:1";

    private static RealCluster cluster;
    private static KubernetesClient client;

    @TempDir
    Path workspace;

    private Releases releases;
    private String namespace;

    @BeforeAll
    static void start() throws Exception {
        cluster = RealCluster.shared();
        client = cluster.client();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        cluster.kubelet()
                .images()
                .entrypoint(
                        Releases.IMAGE,
                        "sh",
                        "-c",
                        "exec " + java + " -Xmx256m -cp '" + System.getProperty("java.class.path") + "' "
                                + ModelServer.class.getName()
                                + " $ML_MODEL_DIR --name $ML_NAME --revision $ML_REVISION --host $POD_IP --port $ML_PORT");
        cluster.kubelet().images().entrypoint(BROKEN, "sh", "-c", "echo no such model; exit 3");
        cluster.kubelet().images().absent(ABSENT);
    }

    @BeforeEach
    void prepare() throws Exception {
        releases = new Releases(workspace, "churn");
        namespace = cluster.namespace("serving");
    }

    @Test
    void servesTheModelAndThenTheNextOne() throws Exception {
        KubernetesTarget target = target(Releases.IMAGE);
        Release first = releases.next(1);

        assertThat(target.current("staging", "churn")).isEmpty();
        Rollout serving = rollOut(target, first);
        assertThat(serving.url()).isEqualTo("http://churn." + namespace + ".svc");
        assertThat(revisionsServed()).containsExactly(first.revision());
        assertThat(target.current("staging", "churn").map(CurrentRevision::digest)).contains(first.digest());

        Release second = releases.next(2);
        Rollout switched = rollOut(target, second);
        assertThat(switched.previous()).isEqualTo(first.revision());
        assertThat(revisionsServed()).containsExactly(second.revision());
        assertThat(rollOut(target, second)).as("asked again").isEqualTo(switched);
    }

    @ParameterizedTest
    @ValueSource(ints = {-90, 90})
    void servesWhateverItsOwnClockSays(int minutesOff) throws Exception {
        KubernetesTarget target = new KubernetesTarget(
                Releases.cluster(client),
                Releases.PROFILE,
                Releases.withImage(TargetConfig.Type.kubernetes, namespace, Releases.IMAGE),
                releases.files(),
                Clock.offset(Clock.systemUTC(), Duration.ofMinutes(minutesOff)));
        Release release = releases.next(1);

        assertThat(rollOut(target, release).phase()).isEqualTo(Rollout.Phase.SERVING);
        assertThat(revisionsServed()).containsExactly(release.revision());
    }

    @Test
    void goesBackWhenTheServerDoesNotStart() throws Exception {
        Release good = releases.next(1);
        rollOut(target(Releases.IMAGE), good);
        Release bad = releases.next(2);
        KubernetesTarget broken = target(BROKEN);

        Rollout failed = rollOut(broken, bad);
        assertThat(failed.phase()).isEqualTo(Rollout.Phase.FAILED);
        assertThat(failed.reason()).contains("ended with exit code 3").contains("kubectl logs --previous");
        assertThat(broken.rollBack(bad)).isEqualTo("revision '" + good.revision() + "' goes on serving");
        Deadline.await(PATIENCE, () -> pods().size() == 1, () -> pods().toString());
        assertThat(revisionsServed()).containsExactly(good.revision());
        assertThat(broken.current("staging", "churn").map(CurrentRevision::revision)).contains(good.revision());
    }

    @Test
    void leavesNothingBehindWhenTheFirstReleaseFails() throws Exception {
        Release release = releases.next(1);
        KubernetesTarget target = target(BROKEN);

        assertThat(rollOut(target, release).phase()).isEqualTo(Rollout.Phase.FAILED);
        assertThat(target.rollBack(release)).isEqualTo("nothing serves");
        assertThat(client.apps().deployments().inNamespace(namespace).list().getItems()).isEmpty();
        assertThat(client.services().inNamespace(namespace).list().getItems()).isEmpty();
        assertThat(client.configMaps()
                        .inNamespace(namespace)
                        .withLabel(EndpointLabels.MANAGED_BY, EndpointLabels.US)
                        .list()
                        .getItems())
                .isEmpty();
    }

    @Test
    void leavesNoServiceBehindWhenItsDeploymentCouldNotBeMade() throws Exception {
        Release first = releases.next(1);
        client.resource(new ResourceQuotaBuilder()
                        .withNewMetadata()
                        .withName("no-deployments")
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewSpec()
                        .addToHard("count/deployments.apps", new Quantity("0"))
                        .endSpec()
                        .build())
                .create();
        Deadline.await(
                PATIENCE,
                () -> client.resourceQuotas().inNamespace(namespace).withName("no-deployments").get().getStatus().getHard() != null,
                () -> "the quota is not in force");
        assertThatThrownBy(() -> target(Releases.IMAGE).advance(first)).hasMessageContaining("exceeded quota");
        var service = client.services().inNamespace(namespace).withName("churn");
        assertThat(service.get()).isNotNull();

        assertThat(target(Releases.IMAGE).rollBack(first)).isEqualTo("nothing serves");
        assertThat(service.get()).isNull();

        client.resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withName("churn")
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewSpec()
                        .addNewPort()
                        .withPort(80)
                        .endPort()
                        .endSpec()
                        .build())
                .create();
        assertThat(target(Releases.IMAGE).rollBack(first)).isEqualTo("nothing serves");
        assertThat(service.get()).as("of somebody else").isNotNull();
    }

    @Test
    void saysThatAnImageCannotBePulledWhileItWaits() throws Exception {
        Release release = releases.next(1);
        KubernetesTarget target = target(ABSENT);
        AtomicReference<Rollout> last = new AtomicReference<>();

        Deadline.await(
                PATIENCE,
                () -> {
                    last.set(target.advance(release));
                    return last.get().reason().contains("cannot be pulled");
                },
                () -> String.valueOf(last.get()));
        assertThat(last.get().reason())
                .contains("0 of 1 new replicas answer")
                .contains("image '" + ABSENT + "' cannot be pulled");
    }

    @Test
    void reportsWhatSomebodyChangedAndLeavesIt() throws Exception {
        rollOut(target(Releases.IMAGE), releases.next(1));
        client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName("churn")
                .patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.JSON_MERGE)
                                .withFieldManager("kubectl-edit")
                                .build(),
                        "{\"spec\":{\"replicas\":2}}");

        Rollout drifted = rollOut(target(Releases.IMAGE), releases.next(2));

        assertThat(drifted.phase()).isEqualTo(Rollout.Phase.BUSY);
        assertThat(drifted.reason())
                .contains("Deployment 'churn' was changed from outside: .spec.replicas is now kept by \"kubectl-edit\"")
                .contains("overwriteDrift: true");
        assertThat(client.apps()
                        .deployments()
                        .inNamespace(namespace)
                        .withName("churn")
                        .get()
                        .getSpec()
                        .getReplicas())
                .isEqualTo(2);
    }

    @Test
    void refusesAModelThatIsNotTheOnePromised() throws Exception {
        releases.next(1);
        Release other = releases.of(1, "sha256:" + "0".repeat(64));

        assertThatThrownBy(() -> target(Releases.IMAGE).advance(other)).hasMessageContaining("promised was sha256:0000");
        assertThat(client.apps().deployments().inNamespace(namespace).list().getItems()).isEmpty();
    }

    private KubernetesTarget target(String image) throws Exception {
        return new KubernetesTarget(
                Releases.cluster(client),
                Releases.PROFILE,
                Releases.withImage(TargetConfig.Type.kubernetes, namespace, image),
                releases.files(),
                Clock.systemUTC());
    }

    private static Rollout rollOut(KubernetesTarget target, Release release) throws Exception {
        AtomicReference<Rollout> last = new AtomicReference<>();
        Deadline.await(
                PATIENCE,
                () -> {
                    last.set(target.advance(release));
                    return last.get().phase() != Rollout.Phase.PENDING;
                },
                () -> String.valueOf(last.get()));
        return last.get();
    }

    private List<Pod> pods() {
        return client.pods().inNamespace(namespace).list().getItems();
    }

    /** What the ready servers say that they serve. */
    private List<String> revisionsServed() {
        return pods().stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .filter(pod -> pod.getStatus().getConditions().stream()
                        .anyMatch(it -> it.getType().equals("Ready") && it.getStatus().equals("True")))
                .map(pod -> served(pod.getStatus().getPodIP()))
                .toList();
    }

    private static String served(String ip) {
        try {
            URI uri = URI.create("http://" + ip + ":8080/v2/models/churn");
            String answer = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            return Json.mapper()
                    .readTree(answer)
                    .at("/versions/0")
                    .asText();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
