package io.jenkins.plugins.mlsteps.jenkins.execution;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.slaves.DumbSlave;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/**
 * Many builds in the middle of a step at the same time, on one controller: what a waiting step takes of the heap and of threads, and how
 * long the pages take. The commands run on an agent, in another process. Beside it the same builds in the step {@code sleep} of Pipeline; docs/benchmarks/jenkins.md has the numbers.
 */
@Tag("benchmark")
@WithJenkins
class WaitingStepsBenchmark {
    private static final int BUILDS = Integer.getInteger("benchmark.builds", 200);
    private static final int REQUESTS = 30;
    private static final Duration PATIENCE = Duration.ofMinutes(20);

    @TempDir
    private Path started;

    @TempDir
    private Path home;

    private JenkinsRule jenkins;

    @Test
    void manyBuildsInAStep(JenkinsRule rule) throws Exception {
        jenkins = rule;
        DumbSlave agent = new DumbSlave("agent", home.toString(), jenkins.createComputerLauncher(null));
        agent.setNumExecutors(BUILDS);
        jenkins.jenkins.addNode(agent);
        jenkins.waitOnline(agent);
        measure("sleep", "sh 'mktemp %s/XXXXXX'; sleep 3600".formatted(started));
        measure("trainModel", "trainModel(name: 'churn', command: 'mktemp %s/XXXXXX; exec sleep 3600')".formatted(started));
    }

    /** Starts the builds, waits until each is in the step, and prints what that takes; then stops them. */
    private void measure(String name, String steps) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition("node('agent') { " + steps + " }", true));
        long emptyHeap = heap();
        int emptyThreads = ManagementFactory.getThreadMXBean().getThreadCount();
        List<WorkflowRun> builds = new ArrayList<>();
        for (int i = 0; i < BUILDS; i++) {
            builds.add(job.scheduleBuild2(0, new CauseAction(new Cause.RemoteCause("benchmark", "" + i)))
                    .waitForStart());
        }
        await(() -> files() == BUILDS);
        System.out.printf(
                "%s: %d builds wait, %,d bytes of heap and %.2f threads each%n",
                name,
                BUILDS,
                (heap() - emptyHeap) / BUILDS,
                (ManagementFactory.getThreadMXBean().getThreadCount() - emptyThreads) / (double) BUILDS);
        page(name, "the job with its list of builds", job.getUrl());
        page(name, "the dashboard with its executors", "");
        for (WorkflowRun build : builds) {
            build.doStop();
        }
        for (WorkflowRun build : builds) {
            jenkins.waitForCompletion(build);
        }
        job.delete();
        try (var files = Files.list(started)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private void page(String name, String what, String path) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create(jenkins.getURL() + path)).build();
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            long start = System.nanoTime();
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            millis.add((System.nanoTime() - start) / 1_000_000);
            assertThat(response.statusCode()).isEqualTo(200);
        }
        long first = millis.get(0);
        millis.sort(null);
        System.out.printf(
                "%s: %s: first %d ms, median %d ms, slowest of %d %d ms%n",
                name, what, first, millis.get(REQUESTS / 2), REQUESTS, millis.get(REQUESTS - 1));
    }

    private long files() throws Exception {
        try (var files = Files.list(started)) {
            return files.count();
        }
    }

    private static long heap() {
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.call()) {
            assertThat(Instant.now()).as("waited for " + PATIENCE).isBefore(deadline);
            LockSupport.parkNanos(100_000_000);
        }
    }
}
