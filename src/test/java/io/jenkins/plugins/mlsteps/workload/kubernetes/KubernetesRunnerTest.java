package io.jenkins.plugins.mlsteps.workload.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.cluster.RealCluster;
import io.jenkins.plugins.mlsteps.workload.Workload;
import io.jenkins.plugins.mlsteps.workload.WorkloadStatus.Phase;
import io.jenkins.plugins.mlsteps.workload.WorkloadStatus;
import io.jenkins.plugins.mlsteps.workload.kubernetes.job.Labels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("cluster")
class KubernetesRunnerTest {
    private static RealCluster cluster;
    private static String namespace;

    @TempDir
    Path root;

    @BeforeAll
    static void start() throws Exception {
        cluster = RealCluster.shared();
        namespace = cluster.namespace("runner");
    }

    @Test
    void runsACommandAndBringsItsOutputAndExitCode() throws Exception {
        JobDriver job = driver().submit(Workloads.of("echo \"$GREETING from $(basename \"$PWD\")\"; exit 3")
                .environment(Map.of("GREETING", "hello")));

        assertThat(job.end()).isEqualTo(new WorkloadStatus(Phase.FAILED, 3, "exit code 3"));
        assertThat(job.printed()).isEqualTo("hello from workspace\n");
    }

    @Test
    void carriesFilesInAndOut() throws Exception {
        Files.createDirectories(root.resolve("src/deep"));
        Files.writeString(root.resolve("src/deep/train.sh"), "#!/bin/sh\nmkdir -p out\nwc -c < data.csv > out/size\n");
        root.resolve("src/deep/train.sh").toFile().setExecutable(true);
        Files.writeString(root.resolve("data.csv"), "a,b\n1,2\n");
        Files.writeString(root.resolve("secret.txt"), "not chosen");

        JobDriver job = driver().submit(Workloads.of("./src/deep/train.sh; test ! -e secret.txt; echo left > junk")
                .upload("src/**", "data.csv")
                .download("out"));

        assertThat(job.end()).isEqualTo(new WorkloadStatus(Phase.SUCCEEDED, 0, null));
        assertThat(root.resolve("out/size")).hasContent("8");
        assertThat(root.resolve("junk")).doesNotExist();
    }

    @Test
    void carriesFilesOfManyMegabytes() throws Exception {
        byte[] data = new byte[30_000_001];
        new Random(1).nextBytes(data);
        Files.write(root.resolve("data.bin"), data);
        JobDriver job = driver().submit(Workloads.of("mkdir out; mv data.bin out").upload("data.bin").download("out"));

        assertThat(job.end()).as("%s", job.reasons).isEqualTo(new WorkloadStatus(Phase.SUCCEEDED, 0, null));
        assertThat(Files.mismatch(root.resolve("data.bin"), root.resolve("out/data.bin"))).isEqualTo(-1);
    }

    @Test
    void aModelComesBackAlsoFromACommandThatFailed() throws Exception {
        JobDriver job = driver().submit(Workloads.of("mkdir out; echo half > out/model; exit 1").download("out/*"));

        assertThat(job.end().phase()).isEqualTo(Phase.FAILED);
        assertThat(root.resolve("out/model")).hasContent("half");
    }

    @Test
    void followsOutputWhileTheCommandRuns() throws Exception {
        JobDriver job = driver().submit(Workloads.of("echo loss=1.5; until [ -e go ]; do sleep 0.1; done; echo loss=0.5"));
        job.until(() -> job.printed().equals("loss=1.5\n"));
        job.touch(job.pod(), "go");

        assertThat(job.end().phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(job.printed()).isEqualTo("loss=1.5\nloss=0.5\n");
    }

    @Test
    void aProcessThatKnowsTheHandleAloneGoesOn() throws Exception {
        JobDriver first = driver().submit(
                Workloads.of("echo one; until [ -e go ]; do sleep 0.1; done; echo two; mkdir out; echo 1 > out/model").download("out"));
        first.until(() -> first.printed().equals("one\n"));
        JobDriver second = first.restarted();
        first.touch(first.pod(), "go");

        assertThat(second.end()).isEqualTo(new WorkloadStatus(Phase.SUCCEEDED, 0, null));
        assertThat(second.printed()).isEqualTo("one\ntwo\n");
        assertThat(root.resolve("out/model")).hasContent("1");
        assertThat(second.restarted().end()).isEqualTo(new WorkloadStatus(Phase.SUCCEEDED, 0, null));
    }

    @Test
    void creatingTwiceCreatesOnce() throws Exception {
        JobDriver job = driver();
        Workload workload = Workloads.of("echo once >> /mlsteps/control/runs; wc -l < /mlsteps/control/runs").build();
        job.handle = job.runner.prepare(workload);
        job.runner.submit(workload, job.handle);
        job.runner.submit(workload, job.runner.prepare(workload));

        assertThat(job.end().phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(job.printed().strip()).isEqualTo("1");
    }

    @Test
    void aCommandThatTakesTooLongIsStopped() throws Exception {
        JobDriver job = driver().submit(Workloads.of("trap 'echo told to stop; exit 0' TERM; echo started; while :; do sleep 0.1; done")
                .timeout(6));

        assertThat(job.end()).isEqualTo(new WorkloadStatus(Phase.TIMED_OUT, null, "stopped after 6 s"));
        assertThat(job.printed()).isEqualTo("started\ntold to stop\n");
    }

    @Test
    void cancellingLeavesNothing() throws Exception {
        JobDriver job = driver().submit(Workloads.of("trap '' TERM; echo up; while :; do sleep 1; done"));
        job.until(() -> job.printed().equals("up\n"));
        job.runner.cancel(List.of(job.handle));

        assertThat(job.cluster().pods().inNamespace(namespace).withLabel(Labels.WORKLOAD, job.job()).list().getItems())
                .isEmpty();
        assertThat(job.cluster().batch().v1().jobs().inNamespace(namespace).withName(job.job()).get())
                .isNull();
    }

    private JobDriver driver() throws Exception {
        return JobDriver.in(cluster, namespace, root);
    }
}
