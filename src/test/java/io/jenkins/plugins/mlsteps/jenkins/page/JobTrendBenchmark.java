package io.jenkins.plugins.mlsteps.jenkins.page;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.mlsteps.jenkins.RecordedBuilds;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** How long the trend of a job with many builds takes, read from disk and from memory; docs/benchmarks/jenkins.md has the numbers. */
@Tag("benchmark")
@WithJenkins
class JobTrendBenchmark {
    private static final int BUILDS = Integer.getInteger("benchmark.builds", 1000);
    private static final int REQUESTS = 20;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void trendOfManyBuilds(JenkinsRule jenkins) throws Exception {
        build(jenkins, "small", 1);
        build(jenkins, "churn", BUILDS);
        millis(jenkins.getURL() + "job/small/ml/"); // compiles the page

        List<Long> cold = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            jenkins.jenkins.reload(); // nothing of a job stays in memory
            cold.add(millis(jenkins.getURL() + "job/churn/ml/"));
        }
        List<Long> warm = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            warm.add(millis(jenkins.getURL() + "job/churn/ml/"));
        }
        print("from disk", cold);
        print("from memory", warm);
    }

    private static void build(JenkinsRule jenkins, String name, int builds) throws Exception {
        FreeStyleProject job = RecordedBuilds.full(jenkins, name);
        for (int i = 0; i < builds; i++) {
            RecordedBuilds.build(jenkins, job);
        }
        job.getBuildersList().clear(); // they exist in this process only
        job.save();
    }

    private static void print(String where, List<Long> millis) {
        millis.sort(null);
        System.out.printf(
                "trend of %d builds %s: median %d ms, slowest of %d %d ms%n",
                BUILDS, where, millis.get(REQUESTS / 2), REQUESTS, millis.get(REQUESTS - 1));
    }

    private long millis(String page) throws Exception {
        long start = System.nanoTime();
        HttpResponse<String> response =
                client.send(HttpRequest.newBuilder(URI.create(page)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return (System.nanoTime() - start) / 1_000_000;
    }
}
