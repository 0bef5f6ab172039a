package io.jenkins.plugins.mlsteps.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.record.Deployment;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MaskingTest {
    private static final Masking MASKING = Masking.none().and(List.of("abc", "abcdef", "two\n  lines", "x"));

    record Sheet(String name, Map<String, Object> training, List<String> notes, Instant time) implements Serializable {}

    @Test
    void replacesTheLongestSecretAndEachLineOfALongOne() {
        assertThat(MASKING.of("abcdef, abcd and two of 3 lines")).isEqualTo("****, ****d and **** of 3 ****");
        assertThat(MASKING.of("x marks the spot")).isEqualTo("x marks the spot");
        assertThat(MASKING.of((String) null)).isNull();
    }

    @Test
    void masksTheTextsOfTheMembersItIsToldAndNothingThatNamesThings() {
        Sheet sheet = new Sheet(
                "abc", Map.of("env", Map.of("TOKEN", "Bearer abcdef"), "rows", 7), List.of("says abc"), Instant.EPOCH);

        assertThat(MASKING.of(sheet, "training", "notes"))
                .isEqualTo(new Sheet(
                        "abc", Map.of("env", Map.of("TOKEN", "Bearer ****"), "rows", 7), List.of("says ****"), Instant.EPOCH));
    }

    @Test
    void leavesRecordsWithoutSuchAMemberAsTheyAre() {
        Deployment deployment = new Deployment(
                "n", "e", "local", "m", "r", "sha256:abc", "s", Deployment.Status.FAILED, null, null, null, null, null, null, null, null, Instant.EPOCH);

        assertThat(MASKING.of(deployment, "reason", "why", "history")).isEqualTo(deployment);
        assertThat(Masking.none().of(deployment, "digest")).isSameAs(deployment);
    }

    @Test
    void doesNotTellTheSecretsItself() {
        assertThat(MASKING).asString().doesNotContain("abc", "two");
    }
}
