package io.jenkins.plugins.mlsteps.deploy.kubernetes;

import io.jenkins.plugins.mlsteps.cluster.Deadline;
import io.jenkins.plugins.mlsteps.cluster.RoleContract;
import io.jenkins.plugins.mlsteps.deploy.Release;
import io.jenkins.plugins.mlsteps.deploy.Rollout;
import io.jenkins.plugins.mlsteps.spec.administration.TargetConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The part of the Role that targets of type {@code kubernetes} and models that travel need. */
class ServingRoleRealTest extends RoleContract {
    private static final String SERVER = "registry.example.com/web:1";
    private static final String BROKEN = "registry.example.com/broken:2";

    @TempDir
    Path workspace;

    private Releases releases;

    ServingRoleRealTest() {
        super("serving-role.yaml");
    }

    @BeforeEach
    void prepare() {
        cluster.kubelet().images().entrypoint(SERVER, "python3", "-c", WEB_SERVER);
        cluster.kubelet().images().entrypoint(BROKEN, "false");
        releases = new Releases(workspace, "churn");
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

    @Override
    protected boolean isDispensable(String verbAndResource) {
        return verbAndResource.endsWith(" inferenceservices");
    }

    /** Deploys three times, so that a model is deleted, once in vain, and goes back from what was never made. */
    @Override
    protected String everything() throws Exception {
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
        target("third", SERVER).rollBack(new Releases(workspace, "third").next(1));
        return "done";
    }

    private static Rollout rollOut(KubernetesTarget target, Release release) throws Exception {
        AtomicReference<Rollout> last = new AtomicReference<>();
        AtomicReference<IOException> refused = new AtomicReference<>();
        Deadline.await(
                Duration.ofSeconds(120),
                () -> {
                    try {
                        last.set(target.advance(release));
                    } catch (IOException e) {
                        refused.set(e);
                        return true;
                    }
                    return last.get().phase() != Rollout.Phase.PENDING;
                },
                () -> String.valueOf(last.get()));
        if (refused.get() != null) {
            throw refused.get();
        }
        return last.get();
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
