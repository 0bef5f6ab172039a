package io.jenkins.plugins.mlsteps.jenkins.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlsteps.deploy.promotion.Promotion;
import io.jenkins.plugins.mlsteps.deploy.promotion.Stage;
import io.jenkins.plugins.mlsteps.jenkins.People;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PromotionLogTest extends DeskSetup {
    @Test
    void theEndIsToldOnceHoweverOftenAResumedStepTellsIt() throws Exception {
        open();
        Promotion ended = after(GATED);

        desk.close(ended);
        desk.close(ended);

        assertThat(DeskDrawer.get().of(build)).isEmpty();
        assertThat(log()).extracting(LogEntry::event).containsExactly(LogEntry.Event.ENDED, LogEntry.Event.ASKED);
        assertThat(log().get(0).outcome()).isEqualTo(Stage.REFUSED);
        assertThatThrownBy(() -> desk.decisions("p")).hasMessageContaining("does not lie on the desk");
    }

    @Test
    void aControllerKilledWhileItLaysAPromotionOnTheDeskTellsOnceThatItWasAskedFor() throws Exception {
        Path pending = jenkins.jenkins.getRootDir().toPath().resolve("ml-promotions/pending");
        Files.createDirectories(pending.getParent());
        Files.deleteIfExists(pending);
        Files.writeString(pending, "no sheet can be written here");
        assertThatThrownBy(this::open).isInstanceOf(IOException.class);
        Files.delete(pending);
        assertThat(DeskDrawer.get().of(build)).isEmpty();
        assertThat(log()).extracting(LogEntry::event).containsExactly(LogEntry.Event.ASKED);

        open();
        open();

        assertThat(DeskDrawer.get().of(build)).hasSize(1);
        assertThat(log()).extracting(LogEntry::event).containsExactly(LogEntry.Event.ASKED);
    }

    @Test
    void theLogOutlivesTheBuildAndTheJobAndStaysWithThoseWhoConfigure() throws Exception {
        open();
        build.delete();
        assertThat(log()).extracting(LogEntry::reason).containsExactly("the build was deleted", WHY);
        String name = job.getFullName();
        job.delete();

        assertThat(DeskDrawer.get().all()).isEmpty();
        assertThat(log()).hasSize(2);
        assertThat(People.text(jenkins, "carl", "ml-promotions/log/api/json")).contains("\"" + name + "\"");
        assertThat(People.text(jenkins, "rita", "ml-promotions/log/api/json")).doesNotContain("\"" + name + "\"");
    }

    @Test
    void aLineOfTheLogThatACrashBrokeOffHidesNoOther() throws Exception {
        Path file = jenkins.jenkins.getRootDir().toPath().resolve("ml-promotions/log.jsonl");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"event\":\"ENDED\",\"evidence\":{\"gate\":\"quality\"}", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        open();
        desk.close(after(GATED));

        assertThat(log()).extracting(LogEntry::event).containsExactly(LogEntry.Event.ENDED, LogEntry.Event.ASKED);
    }

    @Test
    void aLineOfTheLogThatBreaksOffWithinALetterHidesNoOther() throws Exception {
        Path file = jenkins.jenkins.getRootDir().toPath().resolve("ml-promotions/log.jsonl");
        Files.createDirectories(file.getParent());
        byte[] whole = "{\"event\":\"APPROVED\",\"reason\":\"geprü".getBytes(StandardCharsets.UTF_8);
        Files.write(file, Arrays.copyOf(whole, whole.length - 1), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        open();
        desk.close(after(GATED));
        assertThat(log()).extracting(LogEntry::event).containsExactly(LogEntry.Event.ENDED, LogEntry.Event.ASKED);
    }

    @Test
    void olderEntriesAreOnFurtherPages() throws Exception {
        open();
        for (int i = 1; i <= 501; i++) {
            PromotionLog.get().add(LogEntry.ended(job.getFullName(), i, Promotion.of(request("page" + i, null), Instant.now()), Instant.now()));
        }

        String newest = People.text(jenkins, "rita", "ml-promotions/log/api/json?tree=older,newer,entries[build]");
        String older = People.text(jenkins, "rita", "ml-promotions/log/api/json?page=2&tree=older,newer,entries[build]");

        assertThat(newest).contains("\"build\":501}", "\"build\":2}", "\"older\":2", "\"newer\":null").doesNotContain("\"build\":1}");
        assertThat(older).contains("\"build\":1}", "\"newer\":1").doesNotContain("\"build\":2}");
        assertThat(People.text(jenkins, "rita", "ml-promotions/log/")).contains("href=\"?page=2\"").doesNotContain("id=\"newer\"");
        assertThat(People.text(jenkins, "rita", "ml-promotions/log/?page=2")).contains("href=\"?page=1\"");
        assertThat(People.get(jenkins, "rita", "ml-promotions/log/?page=0")).isEqualTo(400);
        assertThat(People.text(jenkins, "nils", "ml-promotions/log/api/json")).contains("\"older\":null");
    }

    @Test
    void theEndIsToldOnceInALongLogToo() throws Exception {
        for (int i = 0; i < 3; i++) {
            PromotionLog.get().add(LogEntry.ended("other", i, Promotion.of(request("p", "w".repeat(2 << 20)), Instant.now()), Instant.now()));
        }
        open();
        Promotion ended = after(GATED);
        desk.close(ended);
        desk.close(ended);

        assertThat(log()).extracting(LogEntry::event).containsExactly(LogEntry.Event.ENDED, LogEntry.Event.ASKED);
    }

    @Test
    void keepsNoReasonThatFillsTheLog() throws Exception {
        String page = open();

        assertThat(answer("ann", page + "reject", "x".repeat(2001))).contains("a reason has at most 2000 characters, this one has 2001");
        assertThat(desk.decisions("p")).isEmpty();
        assertThat(post("ann", page + "reject", "x".repeat(2000))).isEqualTo(200);
    }

    @Test
    void theLogFollowsAJobToAnotherNameAndIsNotThatOfAJobThatTakesTheOldOne() throws Exception {
        open();
        String name = job.getFullName();
        job.renameTo(name + "-first");
        job.renameTo(name + "-second");
        jenkins.createFreeStyleProject(name);

        assertThat(People.text(jenkins, "rita", "ml-promotions/log/api/json"))
                .contains("\"" + name + "-second\"")
                .doesNotContain("\"" + name + "\"");

        job.delete();
        jenkins.createFreeStyleProject(name + "-second");
        assertThat(People.text(jenkins, "rita", "ml-promotions/log/api/json")).doesNotContain("\"" + name);
        assertThat(People.text(jenkins, "carl", "ml-promotions/log/api/json")).contains("\"" + name);
        assertThat(new JobMoves().now(name, Instant.EPOCH)).as("after a restart").isEmpty();
    }
}
