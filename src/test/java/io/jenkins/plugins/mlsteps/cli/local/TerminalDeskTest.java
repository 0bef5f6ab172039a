package io.jenkins.plugins.mlsteps.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlsteps.cli.console.Console;
import io.jenkins.plugins.mlsteps.cli.console.Keyboard;
import io.jenkins.plugins.mlsteps.cli.console.SecretMask;
import io.jenkins.plugins.mlsteps.deploy.promotion.Decision;
import io.jenkins.plugins.mlsteps.deploy.promotion.PendingPromotion;
import io.jenkins.plugins.mlsteps.deploy.promotion.PromotionRequest;
import io.jenkins.plugins.mlsteps.spec.administration.Policy;
import io.jenkins.plugins.mlsteps.steps.StepFailure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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

    @Test
    @Timeout(120)
    void failsOnceTheInputEndedWithTooFewApprovals() throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        InputStream typed = new ByteArrayInputStream("approve ann\nreject bob\napprove Ann\n".getBytes(StandardCharsets.UTF_8));
        TerminalDesk desk = new TerminalDesk(
                directory,
                new Console(new PrintStream(said, true, StandardCharsets.UTF_8), false, new SecretMask()),
                new Keyboard(typed),
                true,
                new TerminalDesk.Advance(List.of(), null));
        desk.open(promotion(2));

        assertThatThrownBy(() -> {
                    while (true) {
                        desk.decisions("p");
                        Thread.onSpinWait();
                    }
                })
                .isInstanceOf(StepFailure.class)
                .hasMessageContaining("needs 2; given are 1 (the input ended: name each approver with --approve-as NAME)");
        assertThat(desk.seal("p")).extracting(Decision::person).containsExactly("ann");
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("a rejection needs a reason: type 'reject bob REASON'", "Ann has approved already");
    }

    @Test
    void countsPeopleNotAnswers() throws Exception {
        TerminalDesk desk = new TerminalDesk(
                directory,
                new Console(new PrintStream(OutputStream.nullOutputStream()), false, new SecretMask()),
                new Keyboard(InputStream.nullInputStream()),
                false,
                new TerminalDesk.Advance(List.of("ann", "ann"), null));
        desk.open(promotion(2));
        desk.decisions("p");

        assertThatThrownBy(() -> desk.decisions("p"))
                .hasMessageContaining("given are 1 (run in a terminal, or name each approver with --approve-as NAME)");
    }

    private static PendingPromotion promotion(String... unmet) {
        return promotion(1, unmet);
    }

    private static PendingPromotion promotion(int approvals, String... unmet) {
        PromotionRequest request = new PromotionRequest(
                "p", "churn", "production", "churn", "sha256:00", "churn", List.of("mia"), null, PromotionRequest.Origin.JOB);
        return new PendingPromotion(request, new Policy.Approvals(approvals, null, false), List.of(), List.of(unmet));
    }
}
