package io.jenkins.plugins.mlsteps.jenkins.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.steps.BodyRun;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class BodyLedgerTest {
    private BodyLedger bodies;

    @BeforeEach
    void create(JenkinsRule jenkins) throws Exception {
        bodies = new BodyLedger(jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject()));
        bodies.offer(body("first"));
        bodies.offer(body("second"));
    }

    /** The saved program may have that the body is taken and not that the branch has it. */
    @Test
    void whoAsksAgainAfterARestartGetsTheSameBody() throws Exception {
        bodies.take("7");
        bodies = saved(bodies);

        assertThat(bodies.take("7").orElseThrow().id()).isEqualTo("first");
        assertThat(bodies.take("9").orElseThrow().id()).isEqualTo("second");
        assertThat(bodies.take("11")).isEmpty();
    }

    @Test
    void aBodyThatBeganIsKnownBeforeWhoStartedItHasItsHandle() throws Exception {
        bodies.begun("third");

        assertThat(saved(bodies).isKnown("third")).isTrue();
        assertThat(saved(bodies).isKnown("fourth")).isFalse();
    }

    @Test
    void aBodyWaitsUntilItsNodeIsThere() throws Exception {
        Instant later = Instant.parse("2026-01-01T10:00:00Z");
        assertThat(bodies.isWaiting("first")).isTrue();
        bodies.take("7");
        bodies.waits("first");
        bodies.begun("first");
        bodies = saved(bodies);
        assertThat(bodies.isWaiting("first")).isTrue();
        assertThat(bodies.placed("first")).isEmpty();

        bodies.placed("first", later);
        bodies = saved(bodies);
        assertThat(bodies.isWaiting("first")).isFalse();
        assertThat(bodies.placed("first")).contains(later);
        bodies.ended("first", null);
        assertThat(bodies.placed("first")).contains(later);
    }

    @Test
    void aBodyWithoutANodeOfItsOwnHasItsPlaceWhenItBegins() throws Exception {
        bodies.take("7");
        bodies.begun("first");
        assertThat(bodies.isWaiting("first")).isFalse();
        assertThat(bodies.placed("first")).isPresent();
    }

    private static BodyLedger saved(BodyLedger bodies) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(bodies);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (BodyLedger) in.readObject();
        }
    }

    private static BodyRun body(String id) {
        return new BodyRun(id, "trial " + id, Map.of(), "output", new BodyRun.Files(Map.of(), List.of(), null));
    }
}
