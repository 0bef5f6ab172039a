package io.jenkins.plugins.mlsteps.cli.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.cli.session.RejectedStep;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.steps.StepFailure;
import java.nio.file.AccessDeniedException;
import org.junit.jupiter.api.Test;

/** How an error reads, and whose it is. */
class FailuresTest {
    @Test
    void whatCouldNotBeClearedUpIsSaidOnce() {
        SpecException failure = new SpecException("the study is of another space");
        failure.addSuppressed(new SpecException("the study is of another space"));
        failure.addSuppressed(new AccessDeniedException("ml"));
        assertThat(Failures.message(failure))
                .isEqualTo("the study is of another space; ml may not be accessed: permission denied");
    }

    @Test
    void aRequestIsWrongWhenTryingAgainCannotHelp() {
        assertThat(Failures.isWrongRequest(new SpecException("no such study"))).isTrue();
        assertThat(Failures.isWrongRequest(new RejectedStep("no such step"))).isTrue();
        assertThat(Failures.isWrongRequest(new StepFailure("no trial was completed"))).isFalse();
    }
}
