package io.jenkins.plugins.mlsteps.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.cluster.Deadline;
import io.jenkins.plugins.mlsteps.cluster.Play;
import io.jenkins.plugins.mlsteps.cluster.RealCluster;
import io.jenkins.plugins.mlsteps.deploy.kubernetes.Releases;
import io.jenkins.plugins.mlsteps.spec.Binder;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import io.jenkins.plugins.mlsteps.spec.administration.Administration;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prints what a study with hundreds of trials at a time takes on a cluster whose pods are played. */
@Tag("benchmark")
class ParallelStudyBenchmark {
    private static final int TRIALS = Integer.getInteger("trials", 400);
    private static final int PARALLEL = Integer.getInteger("parallel", 200);
    private static final Duration COMMAND = Duration.ofSeconds(Integer.getInteger("seconds", 20));
    private static final Duration LONG = Duration.ofMinutes(30);
    private static final String IMAGE = "registry.example.com/played:2";

    @TempDir
    Path root;

    @Test
    void aStudyWithHundredsOfTrialsAtATime() throws Exception {
        RealCluster cluster = RealCluster.shared();
        cluster.kubelet().images().play(IMAGE, new Play(COMMAND, variables -> "loss=" + variables.get("ML_PARAM_X") + "\n", 0));
        String namespace = cluster.namespace("study");
        ComputeProfile profile = new ComputeProfile(
                ComputeProfile.Type.kubernetes, null, null, null, namespace, null, null, null, null, null, null, null, null, null,
                null, null, null, null, null);
        TestHost host = new TestHost(root)
                .with(new Administration(Map.of(), Map.of("gpu-cluster", profile), Map.of()))
                .in(any -> Releases.cluster(cluster.client()));
        TuneStep step = new TuneStep(host, spec(), false, TestBodies.none());
        AtomicReference<TuneState> state = new AtomicReference<>(step.initial());
        AtomicReference<TuneResult> result = new AtomicReference<>();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger turns = new AtomicInteger();
        long begin = System.nanoTime();
        Deadline.await(
                LONG,
                () -> {
                    Turn<TuneState, TuneResult> turn = step.advance(TestHost.saved(state.get(), TuneState.class));
                    state.set(turn.state());
                    turns.incrementAndGet();
                    most.accumulateAndGet(turn.state().running().size(), Math::max);
                    turn.result().ifPresent(result::set);
                    return result.get() != null;
                },
                () -> state.get().running().size() + " trials run");
        assertThat(result.get().trials()).isEqualTo(TRIALS);
        assertThat(result.get().value()).isEqualTo(((Number) result.get().params().get("x")).doubleValue());
        assertThat(most).hasValue(PARALLEL);
        System.out.printf(
                "%d trials of %d s, at most %d at a time: %.0f s, %d turns of the step%n",
                TRIALS, COMMAND.toSeconds(), most.get(), (System.nanoTime() - begin) / 1e9, turns.get());
    }

    private static TuneSpec spec() {
        return Binder.bind(
                TuneSpec.class,
                Map.of(
                        "name", "wide",
                        "objective", "loss",
                        "direction", "minimize",
                        "algorithm", "tpe",
                        "space", List.of(Map.of("type", "uniform", "name", "x", "min", 0.0, "max", 1.0)),
                        "compute", "gpu-cluster",
                        "image", IMAGE,
                        "command", "true",
                        "trials", TRIALS,
                        "parallel", PARALLEL));
    }
}
