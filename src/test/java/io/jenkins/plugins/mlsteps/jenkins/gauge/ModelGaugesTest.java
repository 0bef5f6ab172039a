package io.jenkins.plugins.mlsteps.jenkins.gauge;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.Gauge;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.mlsteps.jenkins.RecordedBuilds;
import io.jenkins.plugins.mlsteps.report.SampleBuild;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class ModelGaugesTest {
    @Test
    void countModelsThatAreKnownThatServeAndThatWereRefused(JenkinsRule jenkins) throws Exception {
        RecordedBuilds.build(jenkins, RecordedBuilds.full(jenkins, "good"));

        assertThat(totals())
                .isEqualTo(Map.of(
                        "mlsteps.models.known", 1L,
                        "mlsteps.models.serving", 1L,
                        "mlsteps.models.refused", 0L,
                        "mlsteps.models.unsigned", 0L));
    }

    @Test
    void countWhatServesFromADeletedJob(JenkinsRule jenkins) throws Exception {
        FreeStyleProject job = RecordedBuilds.full(jenkins, "good");
        RecordedBuilds.build(jenkins, job);
        job.delete();

        assertThat(totals()).containsEntry("mlsteps.models.serving", 1L);
    }

    @Test
    void callAModelRefusedWhenAGateSaidNo(JenkinsRule jenkins) throws Exception {
        RecordedBuilds.build(jenkins, RecordedBuilds.job(jenkins, "bad", (sample, number) -> sample.gate(false)));

        assertThat(totals()).containsEntry("mlsteps.models.refused", 1L).containsEntry("mlsteps.models.serving", 0L);
    }

    @Test
    void takeNoRecordOfABuildForWhatAGateSaidOrForWhatServes(JenkinsRule jenkins) throws Exception {
        RecordedBuilds.build(jenkins, RecordedBuilds.forging(jenkins, "forged", (sample, number) -> SampleBuild.full(sample.ml())));

        assertThat(totals())
                .containsEntry("mlsteps.models.serving", 0L)
                .containsEntry("mlsteps.models.refused", 0L)
                .containsEntry("mlsteps.models.unsigned", 1L);
    }

    private static Map<String, Object> totals() {
        Map<String, Object> totals = new TreeMap<>();
        new ModelGauges().getMetricSet().getMetrics().forEach((name, gauge) -> totals.put(name, ((Gauge<?>) gauge).getValue()));
        return totals;
    }
}
