package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.cli.session.Result;
import io.jenkins.plugins.mlsteps.cli.session.StepError;
import io.jenkins.plugins.mlsteps.spec.Parameter;
import io.jenkins.plugins.mlsteps.spec.Word;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code junit}. */
@Word(value = "junit", doc = "Count tests in JUnit XML reports; failed tests make the build unstable.")
public record JunitStep(
        @Parameter(value = "Ant patterns of the reports.", required = true) String testResults,
        @Parameter(value = "Whether no report is fine.", defaultValue = "false") boolean allowEmptyResults,
        @Parameter(value = "Go on as if failed tests had passed.", defaultValue = "false")
                boolean skipMarkingBuildUnstable,
        @Parameter(value = "Accepted; there are no checks to publish here.", defaultValue = "false")
                boolean skipPublishingChecks,
        @Parameter("Accepted; there are no checks to publish here.") String checksName,
        @Parameter(value = "Accepted; output of tests is not kept.", defaultValue = "false") boolean keepLongStdio,
        @Parameter(value = "Accepted; there is no weather here.", defaultValue = "1") double healthScaleFactor)
        implements Step {
    @Override
    public Object run(StepCall call) throws IOException {
        Path directory = call.frame().directory();
        List<Path> reports = AntPatterns.of(testResults, null, true).in(directory);
        JunitCounts counts = JunitCounts.NONE;
        for (Path report : reports) {
            counts = counts.plus(JunitCounts.read(directory.resolve(report)));
        }
        if (counts.total() == 0 && !allowEmptyResults) {
            throw new StepError("junit: no test result in " + directory + " matches '" + testResults
                    + "' (allowEmptyResults: true if that is fine)");
        }
        call.log().line("junit: " + counts.total() + " tests, " + counts.failed() + " failed, " + counts.skipped()
                + " skipped");
        if (counts.failed() > 0 && !skipMarkingBuildUnstable) {
            call.session().worsen(call.frame(), Result.UNSTABLE, Result.UNSTABLE);
        }
        return Map.of(
                "totalCount", counts.total(),
                "failCount", counts.failed(),
                "skipCount", counts.skipped(),
                "passCount", counts.total() - counts.failed() - counts.skipped());
    }
}
