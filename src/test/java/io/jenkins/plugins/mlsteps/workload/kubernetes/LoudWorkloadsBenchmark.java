package io.jenkins.plugins.mlsteps.workload.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.cluster.RealCluster;
import io.jenkins.plugins.mlsteps.workload.OutputChunk;
import io.jenkins.plugins.mlsteps.workload.WorkloadStatus;
import io.jenkins.plugins.mlsteps.workload.WorkloadStatus.Phase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prints how fast the lines of workloads that print a lot arrive, each once and in order. */
@Tag("benchmark")
class LoudWorkloadsBenchmark {
    private static final int LOUD = Integer.getInteger("loud", 10);
    private static final int SECONDS = Integer.getInteger("seconds", 10);

    /** Bytes of a line, with its end. */
    private static final int LINE = 100;

    private static final int LINES_A_SECOND = (10 << 20) / LINE;

    @TempDir
    Path root;

    @Test
    void loudWorkloads() throws Exception {
        RealCluster real = RealCluster.shared();
        String namespace = real.namespace("loud");
        Workloads loud = Workloads.of(
                """
                for second in $(seq 0 %d); do
                    awk -v s=$second 'BEGIN { for (i = s * %d; i < (s + 1) * %d; i++) printf "%%0%dd\\n", i }'
                    sleep 1
                done
                """
                        .formatted(SECONDS - 1, LINES_A_SECOND, LINES_A_SECOND, LINE - 1));
        List<JobDriver> jobs = new ArrayList<>();
        Map<JobDriver, Lines> lines = new LinkedHashMap<>();
        for (int i = 0; i < LOUD; i++) {
            jobs.add(JobDriver.in(real, namespace, root).submit(loud));
            lines.put(jobs.get(i), new Lines());
        }
        long start = System.nanoTime();
        Set<JobDriver> ended = new HashSet<>();
        try (LiveHeap heap = new LiveHeap()) {
            while (ended.size() < LOUD) {
                for (JobDriver job : jobs) {
                    WorkloadStatus status = job.runner.status(job.handle);
                    OutputChunk chunk = job.runner.output(job.handle, job.cursor);
                    lines.get(job).take(chunk.bytes());
                    job.cursor = chunk.next();
                    if (status.isFinished() && chunk.bytes().length == 0) {
                        assertThat(status).isEqualTo(new WorkloadStatus(Phase.SUCCEEDED, 0, null));
                        ended.add(job);
                    }
                }
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            assertThat(lines.values()).allMatch(it -> it.next == (long) SECONDS * LINES_A_SECOND && it.filled == 0);
            double megabytes = (double) LOUD * SECONDS * LINES_A_SECOND * LINE / (1 << 20);
            System.out.printf(
                    "%d workloads that print %d MB each, 10 MB a second: every line once and in order after %.1f s, %.1f MB/s in all, at most"
                            + " %d MB more heap than before%n",
                    LOUD, Math.round(megabytes / LOUD), seconds, megabytes / seconds, heap.megabytes());
        }
    }

    /** The lines {@code 0}, {@code 1}… of one workload: complains about the first that is lost, torn, late or there twice. */
    private static final class Lines {
        private final byte[] line = new byte[LINE];
        private int filled;
        private long next;

        void take(byte[] bytes) {
            for (byte b : bytes) {
                line[filled++] = b;
                if (filled == LINE) {
                    String text = new String(line, StandardCharsets.US_ASCII);
                    assertThat(text).isEqualTo(("%0" + (LINE - 1) + "d%n").formatted(next));
                    next++;
                    filled = 0;
                }
            }
        }
    }
}
