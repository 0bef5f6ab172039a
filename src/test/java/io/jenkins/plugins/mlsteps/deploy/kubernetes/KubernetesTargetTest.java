package io.jenkins.plugins.mlsteps.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.mlsteps.deploy.CurrentRevision;
import io.jenkins.plugins.mlsteps.deploy.Release;
import io.jenkins.plugins.mlsteps.deploy.Rollout;
import io.jenkins.plugins.mlsteps.host.WorkspaceHere;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile;
import io.jenkins.plugins.mlsteps.spec.administration.TargetConfig;
import io.jenkins.plugins.mlsteps.workload.kubernetes.FlakyCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API is fabric8's mock of one; what a controller would do to the Deployment is done by hand. */
class KubernetesTargetTest {
    private static final Instant NOON = Instant.parse("2026-08-24T12:00:00Z");

    private final ApplyingServer server = new ApplyingServer();
    private final KubernetesClient client = server.client();

    @TempDir
    Path workspace;

    private Releases releases;

    @BeforeEach
    void prepare() {
        releases = new Releases(workspace, "churn");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void laysDownManifestsThatKubernetesPublishedSchemasAllow() throws Exception {
        Release release = releases.next(1);
        target().advance(release);

        ManifestSchema.of("Deployment").requireValid(deployment());
        Service service = client.services().inNamespace("serving").withName("churn").get();
        ManifestSchema.of("Service").requireValid(service);
        ConfigMap model = client.configMaps().inNamespace("serving").list().getItems().get(0);
        ManifestSchema.of("ConfigMap").requireValid(model);
        assertThat(model.getImmutable()).isTrue();
        assertThat(deployment().getSpec().getTemplate().getSpec().getAutomountServiceAccountToken())
                .isFalse();
        assertThat(service.getSpec().getSelector())
                .isEqualTo(deployment().getSpec().getSelector().getMatchLabels());
    }

    @Test
    void theModelTravelsByteForByte() throws Exception {
        target().advance(releases.next(1));

        ConfigMap model = client.configMaps().inNamespace("serving").list().getItems().get(0);
        var items = deployment().getSpec().getTemplate().getSpec().getVolumes().get(0).getConfigMap().getItems();
        assertThat(items).isNotEmpty().allSatisfy(item -> assertThat(
                        Base64.getDecoder().decode(model.getBinaryData().get(item.getKey())))
                .isEqualTo(Files.readAllBytes(workspace.resolve("ml/train/churn/model").resolve(item.getPath()))));
    }

    @Test
    void waitsForTheControllerAndThenServes() throws Exception {
        Release release = releases.next(1);
        assertThat(target().advance(release).phase()).isEqualTo(Rollout.Phase.PENDING);
        assertThat(target().advance(release).reason()).isEqualTo("the cluster has not begun with it");
        controllerSays(1, 0, 1);
        assertThat(target().advance(release).reason()).isEqualTo("0 of 1 new replicas answer");
        assertThat(target().current("staging", "churn")).isEmpty();

        controllerSays(1, 1, 1);
        assertThat(target().advance(release)).isEqualTo(Rollout.serving("http://churn.serving.svc", null));
        assertThat(target().current("staging", "churn").map(CurrentRevision::revision))
                .contains(release.revision());
        assertThat(target().advance(release)).isEqualTo(Rollout.serving("http://churn.serving.svc", null));
    }

    @Test
    void anOldReplicaThatStillRunsKeepsItWaiting() throws Exception {
        Release release = releases.next(1);
        target().advance(release);
        controllerSays(1, 2, 2);

        assertThat(target().advance(release).reason()).isEqualTo("1 old replica(s) end");
    }

    @Test
    void aDeadlineThatPassedIsAFailureAndTheRevisionBeforeComesBack() throws Exception {
        Release first = serving(1);
        Deployment before = deployment();
        Release second = releases.next(2);
        target().advance(second);
        client.resource(new DeploymentBuilder(deployment())
                        .editStatus()
                        .withObservedGeneration(deployment().getMetadata().getGeneration())
                        .addNewCondition()
                        .withType("Progressing")
                        .withStatus("False")
                        .withReason("ProgressDeadlineExceeded")
                        .withMessage("has timed out progressing")
                        .endCondition()
                        .endStatus()
                        .build())
                .updateStatus();

        assertThat(target().advance(second)).isEqualTo(Rollout.failed("has timed out progressing"));
        assertThat(target().rollBack(second)).isEqualTo("revision '" + first.revision() + "' goes on serving");
        assertThat(deployment().getSpec()).isEqualTo(before.getSpec());
        assertThat(target().rollBack(second)).as("twice").isEqualTo("revision '" + first.revision() + "' goes on serving");
        assertThat(target().current("staging", "churn").map(CurrentRevision::revision))
                .contains(first.revision());
    }

    @Test
    void aRollbackThatTheServerBreaksOffLeavesNoModelBehind() throws Exception {
        Release first = serving(1);
        Release second = releases.next(2);
        target().advance(second);
        AtomicInteger breaks = new AtomicInteger(1);
        Config withoutRetries = new ConfigBuilder(client.getConfiguration()).withRequestRetryBackoffLimit(0).build();
        try (FlakyCluster flaky = new FlakyCluster(
                withoutRetries,
                request -> request.method().equals("DELETE")
                        && request.uri().getPath().contains("/configmaps/")
                        && breaks.getAndDecrement() > 0)) {
            KubernetesTarget target = new KubernetesTarget(
                    flaky,
                    Releases.PROFILE,
                    Releases.withImage(TargetConfig.Type.kubernetes, "serving", Releases.IMAGE),
                    releases.files(),
                    Clock.fixed(NOON, ZoneOffset.UTC));

            assertThat(target.rollBack(second)).isEqualTo("revision '" + first.revision() + "' goes on serving");
            assertThat(flaky.refused()).isEqualTo(1);
        }
        assertThat(revisionsOfModels()).containsExactly(first.revision());
    }

    @Test
    void aRolloutThatNeverReachedItsDeploymentLeavesNoModelBehind() throws Exception {
        Release first = serving(1);
        Release second = releases.next(2);
        EnclosedModel model = new EnclosedModel(Releases.cluster(client), "serving", releases.files());
        model.ship(second, new ServerSideApply(Releases.cluster(client), false));
        assertThat(revisionsOfModels()).containsExactlyInAnyOrder(first.revision(), second.revision());

        assertThat(target().rollBack(second)).isEqualTo("revision '" + first.revision() + "' goes on serving");
        assertThat(revisionsOfModels()).containsExactly(first.revision());
    }

    @Test
    void shipsNoBytesButThoseOfThePromisedDigest() throws Exception {
        Release release = releases.next(1);
        EnclosedModel model = new EnclosedModel(Releases.cluster(client), "serving", changingWhatIsRead());

        assertThatThrownBy(() -> model.ship(release, new ServerSideApply(Releases.cluster(client), false)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the files of model 'churn' are now sha256:")
                .hasMessageContaining("promised was " + release.digest());
        assertThat(revisionsOfModels()).isEmpty();
    }

    @Test
    void takesNoBytesThatAreThereAlreadyButThoseOfThePromisedDigest() throws Exception {
        Release good = releases.next(1);
        target().advance(good);
        Release ofTheSameName = new Release(
                good.endpoint(), good.environment(), good.model(), good.revision(), "sha256:" + "0".repeat(64), "other", good.by(), null);

        assertThatThrownBy(() -> model().ship(ofTheSameName, writer()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the files of model 'churn' are now " + good.digest());
        model().ship(good, writer());
    }

    @Test
    void takesNoModelOfAnotherEnvironmentInTheSameNamespace() throws Exception {
        Release staging = releases.next(1);
        target().advance(staging);
        Release production = new Release(
                staging.endpoint(), "production", staging.model(), staging.revision(), staging.digest(), "other", staging.by(), null);

        assertThatThrownBy(() -> model().ship(production, writer()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("belongs to endpoint staging/churn; give the environments different namespaces");
    }

    private EnclosedModel model() {
        return new EnclosedModel(Releases.cluster(client), "serving", releases.files());
    }

    private ServerSideApply writer() {
        return new ServerSideApply(Releases.cluster(client), false);
    }

    /** As if somebody exchanged the files after they had been looked at. */
    private WorkspaceHere changingWhatIsRead() {
        return new WorkspaceHere() {
            @Override
            public <T> T act(Task<T> task) throws IOException, InterruptedException {
                T answer = task.on(workspace);
                ((Map<?, ?>) answer).values().forEach(file -> ((byte[]) file)[0]++);
                return answer;
            }
        };
    }

    private List<String> revisionsOfModels() {
        return client.configMaps().inNamespace("serving").list().getItems().stream()
                .map(map -> map.getMetadata().getLabels().get(EndpointLabels.REVISION))
                .toList();
    }

    @Test
    void keepsTheModelsOfWhatServesAndWhatServedBefore() throws Exception {
        serving(1);
        Release second = serving(2);
        Release third = serving(3);

        assertThat(revisionsOfModels()).containsExactlyInAnyOrder(second.revision(), third.revision());
    }

    @Test
    void leavesAnEndpointAloneThatAnotherBuildIsRollingOut() throws Exception {
        Release theirs = releases.next(1);
        target().advance(theirs);
        Release ours = releases.next(2);

        Rollout busy = target().advance(ours);
        assertThat(busy.phase()).isEqualTo(Rollout.Phase.BUSY);
        assertThat(busy.reason())
                .isEqualTo("revision '" + theirs.revision() + "' is being rolled out by churn #1 (mia) since " + NOON);
        assertThat(target().rollBack(ours)).isEqualTo("nothing serves");
        assertThat(deployment().getMetadata().getLabels()).containsEntry(EndpointLabels.REVISION, theirs.revision());
    }

    @Test
    void replacesNothingButWhatThePromotionWasCheckedAgainst() throws Exception {
        Release serving = serving(1);
        Release stale = new Release(
                "churn", "staging", "churn", "2-0", "sha256:" + "2".repeat(64), "staging/churn/2", "churn #2 (mia)", "");

        Rollout busy = target().advance(stale);

        assertThat(busy.phase()).isEqualTo(Rollout.Phase.BUSY);
        assertThat(busy.reason()).contains(serving.digest() + " serves now, and the promotion was checked when nothing served");
        assertThat(deployment().getMetadata().getLabels()).containsEntry(EndpointLabels.REVISION, serving.revision());
    }

    @Test
    void aRolloutThatNobodyFinishedKeepsNobodyOutForEver() throws Exception {
        target().advance(releases.next(1));
        Clock muchLater = Clock.fixed(NOON.plus(Duration.ofHours(3)), ZoneOffset.UTC);

        assertThat(target(muchLater).advance(releases.next(2)).phase()).isEqualTo(Rollout.Phase.PENDING);
    }

    @Test
    void doesNotTakeOverWhatItDidNotMake() throws Exception {
        Release release = releases.next(1);
        client.resource(new DeploymentBuilder()
                        .withNewMetadata()
                        .withName("churn")
                        .withNamespace("serving")
                        .endMetadata()
                        .withNewSpec()
                        .endSpec()
                        .build())
                .create();

        Rollout busy = target().advance(release);
        assertThat(busy.phase()).isEqualTo(Rollout.Phase.BUSY);
        assertThat(busy.reason()).contains("was not made by mlsteps");
        assertThat(target().rollBack(release)).isEqualTo("nothing serves");
        assertThat(deployment()).isNotNull();
    }

    @Test
    void takesTheModelFromAClaimWhereTheTargetNamesOne() throws Exception {
        Release release = releases.next(1);
        TargetConfig claim = Releases.withStorage(
                TargetConfig.Type.kubernetes, "serving", Releases.IMAGE, "pvc://models/{model}/{digest}");
        target(claim, Releases.PROFILE).advance(release);

        var pod = deployment().getSpec().getTemplate().getSpec();
        assertThat(pod.getVolumes().get(0).getPersistentVolumeClaim().getClaimName()).isEqualTo("models");
        assertThat(pod.getContainers().get(0).getVolumeMounts().get(0).getSubPath())
                .isEqualTo("churn/" + release.digest().substring(7));
        assertThat(client.configMaps().inNamespace("serving").list().getItems()).isEmpty();
        ManifestSchema.of("Deployment").requireValid(deployment());
    }

    @Test
    void refusesAModelTooLargeToTravelAlong() throws Exception {
        Release release = releases.next(1);
        Files.write(workspace.resolve("ml/train/churn/model/weights.bin"), new byte[EnclosedModel.MOST_BYTES]);

        assertThatThrownBy(() -> target().advance(release))
                .hasMessageContaining("give the target a 'storage', such as pvc://models/{digest}");
    }

    @Test
    void refusesWhatTheTargetCannotBe() {
        TargetConfig plain = TargetConfig.of(TargetConfig.Type.kubernetes);
        assertThatThrownBy(() -> target(plain, Releases.PROFILE))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("needs an 'image'");
        assertThatThrownBy(() -> target(storage("s3://models/latest"), Releases.PROFILE))
                .hasMessageContaining("is the same for every model; it needs {digest} or {revision}");
        assertThatThrownBy(() -> target(storage("s3://models/{sha}/{digest}"), Releases.PROFILE))
                .hasMessageContaining("placeholder {sha}, allowed are {model}, {endpoint}, {revision} and {digest}");
        assertThatThrownBy(() -> target(storage("models/{digest}"), Releases.PROFILE))
                .hasMessageContaining("expected is an address such as");
    }

    @Test
    void refusesAnImageThatTheProfileDoesNotAllow() throws Exception {
        ComputeProfile strict = Releases.allowing("registry.example.com/ml/");
        Release release = releases.next(1);

        assertThatThrownBy(() -> target(Releases.withImage(TargetConfig.Type.kubernetes, "serving", Releases.IMAGE), strict)
                        .advance(release))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("allows images that begin with: registry.example.com/ml/");
    }

    private static TargetConfig storage(String storage) {
        return Releases.withStorage(TargetConfig.Type.kubernetes, "serving", Releases.IMAGE, storage);
    }

    private Release serving(int build) throws Exception {
        Release release = releases.next(build);
        target().advance(release);
        controllerSays(1, 1, 1);
        assertThat(target().advance(release).phase()).isEqualTo(Rollout.Phase.SERVING);
        return release;
    }

    private void controllerSays(int updated, int available, int replicas) {
        client.resource(new DeploymentBuilder(deployment())
                        .editOrNewStatus()
                        .withObservedGeneration(deployment().getMetadata().getGeneration())
                        .withUpdatedReplicas(updated)
                        .withAvailableReplicas(available)
                        .withReplicas(replicas)
                        .endStatus()
                        .build())
                .updateStatus();
    }

    private Deployment deployment() {
        return client.apps().deployments().inNamespace("serving").withName("churn").get();
    }

    private KubernetesTarget target() throws Exception {
        return target(Clock.fixed(NOON, ZoneOffset.UTC));
    }

    private KubernetesTarget target(Clock clock) throws Exception {
        TargetConfig config = Releases.withImage(TargetConfig.Type.kubernetes, "serving", Releases.IMAGE);
        return new KubernetesTarget(Releases.cluster(client), Releases.PROFILE, config, releases.files(), clock);
    }

    private KubernetesTarget target(TargetConfig config, ComputeProfile profile) throws Exception {
        return new KubernetesTarget(
                Releases.cluster(client), profile, config, releases.files(), Clock.fixed(NOON, ZoneOffset.UTC));
    }
}
