package io.jenkins.plugins.mlsteps.jenkins.check;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.model.FreeStyleProject;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.checks.api.ChecksConclusion;
import io.jenkins.plugins.checks.api.ChecksDetails;
import io.jenkins.plugins.checks.api.ChecksPublisher;
import io.jenkins.plugins.checks.api.ChecksPublisherFactory;
import io.jenkins.plugins.mlsteps.jenkins.RecordedBuilds;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class GateChecksTest {
    @Test
    void putsTheVerdictOnTheCommitWithItsTable(JenkinsRule jenkins) throws Exception {
        ChecksDetails check =
                publishedBy(jenkins, RecordedBuilds.job(jenkins, "churn", (sample, number) -> sample.gate(false)));

        assertThat(check.getConclusion()).isEqualTo(ChecksConclusion.FAILURE);
        assertThat(check.getOutput().flatMap(output -> output.getSummary()).orElseThrow()).contains("| check |", "✘");
        assertThat(check.getDetailsURL().orElseThrow()).contains("job/churn/1");
    }

    @Test
    void succeedsForAVerdictThatThisJenkinsSigned(JenkinsRule jenkins) throws Exception {
        ChecksDetails check =
                publishedBy(jenkins, RecordedBuilds.job(jenkins, "churn", (sample, number) -> sample.gate(true)));

        assertThat(check.getConclusion()).isEqualTo(ChecksConclusion.SUCCESS);
    }

    @Test
    void saysThatNobodyVouchesForAVerdictWithoutSignature(JenkinsRule jenkins) throws Exception {
        ChecksDetails check =
                publishedBy(jenkins, RecordedBuilds.forging(jenkins, "churn", (sample, number) -> sample.gate(true)));

        assertThat(check.getConclusion()).isEqualTo(ChecksConclusion.ACTION_REQUIRED);
        assertThat(check.getOutput().orElseThrow().getTitle()).contains("Not signed by this Jenkins");
        assertThat(check.getOutput().orElseThrow().getSummary().orElseThrow()).startsWith("**Not signed by this Jenkins**");
    }

    private static ChecksDetails publishedBy(JenkinsRule jenkins, FreeStyleProject job) throws Exception {
        Collector collector = new Collector();
        ExtensionList.lookup(ChecksPublisherFactory.class).add(0, collector);
        RecordedBuilds.build(jenkins, job);
        return collector.published.stream()
                .filter(published -> published.getName().equals(Optional.of("ML gate quality")))
                .findFirst()
                .orElseThrow();
    }

    /** Stands where the plugin of a code host would. */
    private static final class Collector extends ChecksPublisherFactory {
        private final List<ChecksDetails> published = new ArrayList<>();

        @Override
        protected Optional<ChecksPublisher> createPublisher(Run<?, ?> run, TaskListener listener) {
            return Optional.of(new ChecksPublisher() {
                @Override
                public void publish(ChecksDetails details) {
                    published.add(details);
                }
            });
        }
    }
}
