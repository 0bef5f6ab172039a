package io.jenkins.plugins.mlsteps.jenkins.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Items;
import hudson.model.listeners.ItemListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class JobMovesTest {
    private JenkinsRule jenkins;

    @BeforeEach
    void open(JenkinsRule rule) {
        jenkins = rule;
    }

    @Test
    void findsAJobAgainWhoseFoldersAndWhoseOwnNameChangedAndNoneThatHadANameLater() throws Exception {
        Folder team = jenkins.createProject(Folder.class, "team");
        Folder inner = team.createProject(Folder.class, "inner");
        FreeStyleProject job = inner.createProject(FreeStyleProject.class, "churn");
        Instant first = Instant.now();
        team.renameTo("group");
        FreeStyleProject other =
                jenkins.createProject(Folder.class, "team").createProject(Folder.class, "inner").createProject(FreeStyleProject.class, "churn");
        Instant second = Instant.now();
        Items.move(inner, jenkins.createProject(Folder.class, "attic"));
        job.renameTo("risk");
        other.renameTo("stay");

        assertFound("team/inner/churn", first, "attic/inner/risk");
        assertFound("group/inner/churn", second, "attic/inner/risk");
        assertFound("team/inner/churn", second, "team/inner/stay");

        Instant third = Instant.now();
        inner.delete();
        assertThat(JobMoves.get().now("team/inner/churn", first)).isEmpty();
        assertThat(new JobMoves().now("attic/inner/risk", third)).isEmpty();
        assertFound("team/inner/stay", third, "team/inner/stay");
    }

    @Test
    void findsAJobAgainThatGoesToAndFro() throws Exception {
        Folder team = jenkins.createProject(Folder.class, "team");
        team.createProject(FreeStyleProject.class, "churn");
        Instant first = Instant.now();
        team.renameTo("group");
        Instant second = Instant.now();
        team.renameTo("team");
        Instant third = Instant.now();
        team.renameTo("group");

        assertFound("team/churn", first, "group/churn");
        assertFound("group/churn", second, "group/churn");
        assertFound("team/churn", third, "group/churn");
        assertThat(Files.readAllLines(file())).hasSize(3);
    }

    @Test
    void followsMovesInTheirOrderWhenTheClockWasSetBackBetweenThem() throws Exception {
        Files.createDirectories(file().getParent());
        Files.writeString(
                file(),
                """
                {"time":"2026-01-01T10:00:00Z","from":"churn","to":"risk"}
                {"time":"2026-01-01T09:00:00Z","from":"risk","to":"scores"}
                """);

        assertThat(new JobMoves().now("churn", Instant.parse("2026-01-01T09:30:00Z"))).contains("scores");
    }

    /** Whoever takes a name while a large folder is moved is no job of that folder. */
    @Test
    void allJobsOfAFolderHaveMovedBeforeAnybodyElseIsTold() throws Exception {
        Folder team = jenkins.createProject(Folder.class, "team");
        for (String name : new String[] {"a", "b", "c"}) {
            team.createProject(FreeStyleProject.class, name);
        }
        team.renameTo("group");

        Map<String, Instant> told = jenkins.jenkins.getExtensionList(Told.class).get(0).when;
        for (String name : new String[] {"team/a", "team/b", "team/c"}) {
            assertThat(JobMoves.get().now(name, told.get("team"))).contains(name);
        }
    }

    private static void assertFound(String name, Instant then, String now) {
        assertThat(JobMoves.get().now(name, then)).contains(now);
        assertThat(new JobMoves().now(name, then)).as("after a restart").contains(now);
    }

    private Path file() {
        return jenkins.jenkins.getRootDir().toPath().resolve("ml-promotions/moved.jsonl");
    }

    @TestExtension("allJobsOfAFolderHaveMovedBeforeAnybodyElseIsTold")
    public static final class Told extends ItemListener {
        private final Map<String, Instant> when = new HashMap<>();

        @Override
        public void onLocationChanged(Item item, String from, String to) {
            when.put(from, Instant.now());
        }
    }
}
