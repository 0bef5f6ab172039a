package io.jenkins.plugins.mlsteps.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.mlsteps.cluster.GrantedRole;
import io.jenkins.plugins.mlsteps.cluster.RealCluster;
import io.jenkins.plugins.mlsteps.deploy.Release;
import io.jenkins.plugins.mlsteps.deploy.Rollout;
import io.jenkins.plugins.mlsteps.spec.administration.TargetConfig;
import java.io.IOException;
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
    private static final GrantedRole ROLE = GrantedRole.of("serving-role.yaml");
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
        ROLE.grant(cluster, namespace);

        assertThat(everything()).isEqualTo("done");
    }

    static Stream<String> verbs() {
        return ROLE.verbs().filter(verb -> !verb.endsWith(" inferenceservices"));
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void withOneVerbLessTheMessageNamesIt(String verbAndResource) throws Exception {
        String verb = verbAndResource.split(" ")[0];
        String resource = verbAndResource.split(" ")[1];
        ROLE.without(verbAndResource).grant(cluster, namespace);

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
            target("churn", SERVER).serving("staging");
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
}
