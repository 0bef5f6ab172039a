package io.jenkins.plugins.mlsteps.cli.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.cli.console.Console;
import io.jenkins.plugins.mlsteps.cli.console.Keyboard;
import io.jenkins.plugins.mlsteps.cli.console.SecretMask;
import io.jenkins.plugins.mlsteps.deploy.promotion.Decision;
import io.jenkins.plugins.mlsteps.deploy.promotion.PendingPromotion;
import io.jenkins.plugins.mlsteps.deploy.promotion.PromotionRequest;
import io.jenkins.plugins.mlsteps.spec.administration.Policy;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminalDeskTest {
    @TempDir
    private Path directory;

    @Test
    void asksOnceMoreWhenWhatWasApprovedIsRefusedByNow() throws Exception {
        Console console = new Console(new PrintStream(OutputStream.nullOutputStream()), false, new SecretMask());
        TerminalDesk desk = new TerminalDesk(
                directory,
                console,
                new Keyboard(InputStream.nullInputStream()),
                false,
                new TerminalDesk.Advance(List.of("ann"), "customer outage"));

        desk.open(promotion());
        assertThat(desk.decisions("p")).extracting(Decision::kind).containsExactly(Decision.Kind.APPROVE);
        desk.open(promotion("promotions are frozen"));
        desk.open(promotion("promotions are frozen"));

        assertThat(desk.decisions("p"))
                .extracting(Decision::kind)
                .containsExactly(Decision.Kind.APPROVE, Decision.Kind.OVERRIDE);
    }

    private static PendingPromotion promotion(String... unmet) {
        PromotionRequest request = new PromotionRequest(
                "p", "churn", "production", "churn", "sha256:00", "churn", List.of("mia"), null, PromotionRequest.Origin.JOB);
        return new PendingPromotion(request, new Policy.Approvals(1, null, false), List.of(), List.of(unmet));
    }
}
