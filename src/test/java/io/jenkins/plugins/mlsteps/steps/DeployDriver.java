package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.gate.attestation.KeyDirectory;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.spec.Binder;
import io.jenkins.plugins.mlsteps.spec.DeploySpec;
import io.jenkins.plugins.mlsteps.spec.administration.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * A host of one deployment in a process of its own, which can be told to kill itself. Goes on from the state file when there
 * is one.
 */
final class DeployDriver {
    /** Requires a verdict, so that killing and resuming is no way around one. */
    static final Policy POLICY = new Policy(List.of("quality"), 24.0, null, null, null);

    private final DeployStep step;
    private final Path stateFile;
    private int pointsToGo;

    private DeployDriver(DeployStep step, Path stateFile, int killAt) {
        this.step = step;
        this.stateFile = stateFile;
        this.pointsToGo = killAt;
    }

    /** Arguments: workspace, home, state file, build number, and the point at which to be killed; 0 for none. */
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[1]);
        DeploySpec spec = Binder.bind(
                DeploySpec.class, Map.of("name", "churn", "model", "churn", "environment", "production"));
        TestHost host = TestHost.production(Path.of(arguments[0]), POLICY).build(Integer.parseInt(arguments[3]));
        DeployStep step = new DeployStep(host, spec, new TestDesk(), KeyDirectory.in(home), home);
        new DeployDriver(step, Path.of(arguments[2]), Integer.parseInt(arguments[4])).run();
    }

    private void run() throws IOException, InterruptedException {
        DeployState state = Files.exists(stateFile) ? Json.read(stateFile, DeployState.class) : step.initial();
        while (true) {
            Turn<DeployState, DeployResult> turn = step.advance(state);
            dieHere();
            state = turn.state();
            Json.write(stateFile, state);
            dieHere();
            if (turn.result().isPresent()) {
                return;
            }
            LockSupport.parkNanos(turn.pause().toNanos());
        }
    }

    private void dieHere() throws IOException, InterruptedException {
        if (--pointsToGo == 0) {
            String self = Long.toString(ProcessHandle.current().pid());
            new ProcessBuilder("kill", "-9", self).start().waitFor();
        }
    }
}
