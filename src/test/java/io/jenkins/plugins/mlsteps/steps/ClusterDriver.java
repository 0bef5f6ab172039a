package io.jenkins.plugins.mlsteps.steps;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.jenkins.plugins.mlsteps.deploy.kubernetes.Releases;
import io.jenkins.plugins.mlsteps.gate.attestation.KeyDirectory;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.spec.Binder;
import io.jenkins.plugins.mlsteps.spec.DeploySpec;
import io.jenkins.plugins.mlsteps.spec.TrainSpec;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import io.jenkins.plugins.mlsteps.spec.administration.Administration;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile;
import io.jenkins.plugins.mlsteps.spec.administration.Environment;
import io.jenkins.plugins.mlsteps.spec.administration.TargetConfig;
import io.jenkins.plugins.mlsteps.workload.kubernetes.InterceptedCluster;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * A host of one step in a cluster, in a process of its own, which can be told to kill itself: before a request to the API server, or
 * before or after it saves a new state, or before it notes the end. Goes on from the state file when there is one.
 */
final class ClusterDriver {
    /** Of a search. */
    static final int TRIALS = 2;

    private final Path stateFile;
    private int pointsToGo;

    private ClusterDriver(Path stateFile, int killAt) {
        this.stateFile = stateFile;
        this.pointsToGo = killAt;
    }

    /**
     * Arguments: {@code train}, {@code tune}, {@code katib} or {@code deploy}, workspace, kubeconfig, namespace, name, build number,
     * state file, and the point at which to be killed; 0 for none.
     */
    public static void main(String[] arguments) throws Exception {
        ClusterDriver driver = new ClusterDriver(Path.of(arguments[6]), Integer.parseInt(arguments[7]));
        Config config = Config.fromKubeconfig("test", new File(arguments[2]));
        try (InterceptedCluster cluster = new InterceptedCluster(config, driver.new Death())) {
            Path workspace = Path.of(arguments[1]);
            TestHost host = new TestHost(workspace)
                    .with(administration(arguments[3]))
                    .in(profile -> cluster)
                    .build(Integer.parseInt(arguments[5]));
            switch (arguments[0]) {
                case "train" -> driver.run(train(host, arguments[4]));
                case "tune" -> driver.run(new TuneStep(host, study(arguments[4], Map.of()), false, TestBodies.none()));
                case "katib" -> driver.run(new KatibStep(host, study(arguments[4], Map.of("engine", "katib")), false));
                default -> driver.run(deploy(host, arguments[4], workspace));
            }
        }
    }

    private static Administration administration(String namespace) {
        ComputeProfile profile = new ComputeProfile(
                ComputeProfile.Type.kubernetes, null, null, null, namespace, null, null, null, null, null, null, null, null, null,
                new ComputeProfile.Defaults("registry.example.com/ml/churn:1.4", null, null), null, null, null, null);
        TargetConfig target = Releases.withImage(TargetConfig.Type.kubernetes, namespace, Releases.IMAGE);
        return new Administration(
                Map.of("staging", new Environment(Environment.Tier.staging, target, null)), Map.of("gpu-cluster", profile), null);
    }

    private static TrainStep train(TestHost host, String name) {
        Map<String, Object> parameters = Map.of(
                "name", name,
                "compute", "gpu-cluster",
                "upload", List.of("data.csv"),
                "command", "for e in 1 2 3; do echo epoch=$e loss=0.$e; sleep 0.2; done; cp data.csv \"$ML_MODEL_DIR/model\"");
        return new TrainStep(host, Binder.bind(TrainSpec.class, parameters), false, TestBodies.none());
    }

    private static TuneSpec study(String name, Map<String, Object> more) {
        Map<String, Object> parameters = new HashMap<>(more);
        parameters.putAll(Map.of(
                "name", name,
                "objective", "loss",
                "direction", "minimize",
                "space", List.of(Map.of("type", "uniform", "name", "x", "min", 0.0, "max", 1.0)),
                "compute", "gpu-cluster",
                "trials", TRIALS,
                "parallel", TRIALS,
                "command", "echo loss=$ML_PARAM_X of $ML_TRIAL"));
        return Binder.bind(TuneSpec.class, parameters);
    }

    private static DeployStep deploy(TestHost host, String name, Path workspace) {
        DeploySpec spec = Binder.bind(DeploySpec.class, Map.of("name", name, "model", "churn", "environment", "staging"));
        return new DeployStep(host, spec, new TestDesk(), KeyDirectory.in(workspace), (Path) null);
    }

    private <S extends Record, R> void run(StepMachine<S, R> step) throws IOException, InterruptedException {
        S state = Files.exists(stateFile) ? Json.read(stateFile, step.stateType()) : step.initial();
        while (true) {
            Turn<S, R> turn = step.advance(state);
            if (!turn.state().equals(state)) {
                state = turn.state();
                point();
                Json.write(stateFile, state);
                point();
            }
            if (turn.result().isPresent()) {
                point();
                return;
            }
            LockSupport.parkNanos(turn.pause().toNanos());
        }
    }

    private synchronized void point() throws IOException, InterruptedException {
        if (--pointsToGo == 0) {
            String self = Long.toString(ProcessHandle.current().pid());
            new ProcessBuilder("kill", "-9", self).start().waitFor();
        }
    }

    private final class Death implements Interceptor {
        @Override
        public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
            try {
                point();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
