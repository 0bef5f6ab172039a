package io.jenkins.plugins.mlsteps.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.mlsteps.cluster.Deadline;
import io.jenkins.plugins.mlsteps.cluster.RealCluster;
import io.jenkins.plugins.mlsteps.deploy.Release;
import io.jenkins.plugins.mlsteps.deploy.Rollout;
import io.jenkins.plugins.mlsteps.spec.administration.TargetConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Role of docs/kubernetes/serving-role.yaml is enough, and no verb in it is too much: the API server itself decides. */
@Tag("cluster")
class ServingRoleRealTest {
    private static final Path ROLE =
            Path.of(System.getProperty("mlsteps.root")).resolve("docs/kubernetes/serving-role.yaml");
    private static final String SERVER = "registry.example.com/web:1";
    private static final String BROKEN = "registry.example.com/broken:2";

    @TempDir
    Path workspace;

    private RealCluster cluster;
    private KubernetesClient user;
    private Releases releases;
    private String namespace;

    @BeforeEach
    void prepare() throws Exception {
        cluster = RealCluster.shared();
        cluster.kubelet().images().entrypoint(SERVER, "python3", "-c", WEB_SERVER);
        cluster.kubelet().images().entrypoint(BROKEN, "false");
        user = cluster.clientOf(RealCluster.USER);
        releases = new Releases(workspace, "churn");
        namespace = cluster.namespace("rbac");
    }

    /** Says yes to every question. */
    static final String WEB_SERVER =
            """
            import http.server, os
            class Yes(http.server.BaseHTTPRequestHandler):
                def do_GET(self):
                    self.send_response(200); self.end_headers()
                def log_message(self, *words): pass
            http.server.HTTPServer((os.environ['POD_IP'], 8080), Yes).serve_forever()
            """;

    @AfterEach
    void close() {
        if (user != null) {
            user.close();
        }
    }

    @Test
    void theRoleIsEnoughToDeployToReplaceAndToRollBack() throws Exception {
        grant(role());

        assertThat(everything()).isEqualTo("done");
    }

    static Stream<String> verbs() throws IOException {
        return role().getRules().stream()
                .filter(rule -> !rule.getApiGroups().contains("serving.kserve.io"))
                .flatMap(rule -> rule.getVerbs().stream()
                        .map(verb -> verb + " " + rule.getResources().get(0)));
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void withOneVerbLessTheMessageNamesIt(String verbAndResource) throws Exception {
        String verb = verbAndResource.split(" ")[0];
        String resource = verbAndResource.split(" ")[1];
        grant(without(verb, resource));

        assertThat(everything())
                .contains("grants the verb '" + verb + "' on '" + resource + "'")
                .contains("in namespace " + namespace);
    }

    /** Deploys twice, so that a model is deleted, and once in vain; returns what went wrong. */
    private String everything() throws Exception {
        try {
            for (int build = 1; build <= 3; build++) {
                Rollout rollout = rollOut(target("churn", SERVER), releases.next(build));
                if (rollout.phase() != Rollout.Phase.SERVING) {
                    return rollout.reason();
                }
            }
            Releases others = new Releases(workspace, "other");
            Release bad = others.next(1);
            Rollout rollout = rollOut(target("other", BROKEN), bad);
            if (!rollout.reason().contains("ended with exit code 1")) {
                return rollout.reason();
            }
            target("other", BROKEN).rollBack(bad);
            return "done";
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    private static Rollout rollOut(KubernetesTarget target, Release release) throws Exception {
        List<Rollout> last = new ArrayList<>();
        long end = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        do {
            last.add(target.advance(release));
            Thread.sleep(100);
        } while (last.get(last.size() - 1).phase() == Rollout.Phase.PENDING && System.nanoTime() < end);
        return last.get(last.size() - 1);
    }

    private KubernetesTarget target(String endpoint, String image) throws Exception {
        return new KubernetesTarget(
                Releases.cluster(user),
                Releases.PROFILE,
                Releases.withImage(TargetConfig.Type.kubernetes, namespace, image),
                new Releases(workspace, endpoint).files(),
                Clock.systemUTC());
    }

    private static Role role() throws IOException {
        return Serialization.unmarshal(Files.readString(ROLE), Role.class);
    }

    private static Role without(String verb, String resource) throws IOException {
        List<PolicyRule> rules = role().getRules().stream()
                .map(rule -> rule.getResources().contains(resource)
                        ? new PolicyRuleBuilder(rule).removeFromVerbs(verb).build()
                        : rule)
                .filter(rule -> !rule.getVerbs().isEmpty())
                .toList();
        return new RoleBuilder(role()).withRules(rules).build();
    }

    private void grant(Role role) throws InterruptedException {
        KubernetesClient admin = cluster.client();
        admin.resource(role).inNamespace(namespace).create();
        admin.resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName("mlsteps-serving")
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", "Role", "mlsteps-serving")
                        .addNewSubject("rbac.authorization.k8s.io", "User", RealCluster.USER, null)
                        .build())
                .inNamespace(namespace)
                .create();
        Deadline.await(
                Duration.ofSeconds(30),
                this::isInForce,
                () -> "the role binding is not in force in " + namespace);
    }

    /** One of the two is granted whichever verb is missing. */
    private boolean isInForce() {
        return Stream.of("services", "configmaps").anyMatch(resource -> Boolean.TRUE.equals(user.authorization()
                .v1()
                .selfSubjectAccessReview()
                .create(new SelfSubjectAccessReviewBuilder()
                        .withNewSpec()
                        .withNewResourceAttributes()
                        .withNamespace(namespace)
                        .withVerb("create")
                        .withResource(resource)
                        .endResourceAttributes()
                        .endSpec()
                        .build())
                .getStatus()
                .getAllowed()));
    }
}
