package io.jenkins.plugins.mlsteps.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.SourceRevision;
import io.jenkins.plugins.mlsteps.record.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkdownTest {
    @TempDir
    Path ml;

    @Test
    void showsEachCheckAndWhyOneFailed() {
        String markdown = Markdown.of(verdict(
                new Verdict.Check("auc >= 0.9", true, "auc = 0.95", ">= 0.9", "auc = 0.95 meets >= 0.9", null),
                new Verdict.Check("loss < 1", false, "loss = 2", "< 1", "loss = 2 does not meet < 1", null)));

        assertThat(markdown)
                .startsWith("### ✘ Gate `quality` for model `churn`: failed (1 of 2 checks)\n")
                .contains("| ✔ | `auc >= 0.9` | auc = 0.95 | >= 0.9 |\n")
                .contains("| ✘ | `loss < 1` | loss = 2 | &lt; 1 |\n")
                .contains("- ✘ loss = 2 does not meet &lt; 1\n");
    }

    @Test
    void showsWhatATestFoundAndAPValueThatCanBeRead() {
        String markdown = Markdown.of(verdict(new Verdict.Check(
                "superior(metric: 'auc')",
                true,
                "auc differs by 0.04",
                "> 0",
                "better",
                new Verdict.Statistics("DeLong", 0.04, 0.03, 0.05, 0.0, 0.05, 7e-33, null, 0.93, 3000L, 74L))));

        assertThat(markdown)
                .contains("| `superior(metric: 'auc')` | 0.04 | 0.03 … 0.05 | &lt; 0.0001 | 0.93 | 3000 | 74 | DeLong |\n");
    }

    @Test
    void whatTheVerdictSaysBecomesNoMarkup() throws Exception {
        HostileBuild.write(ml);

        assertThat(Markdown.of(Json.read(new MlDirectory(ml).verdict("g"), Verdict.class)).replaceAll("``.*?``", ""))
                .doesNotContain("<script", "<img");
    }

    private static Verdict verdict(Verdict.Check... checks) {
        return new Verdict(
                "quality",
                "churn",
                "sha256:" + "ab".repeat(32),
                List.of(checks).stream().allMatch(Verdict.Check::passed),
                List.of(checks),
                Map.of(),
                null,
                Map.of(),
                SourceRevision.unknown(),
                "https://ci.example.org/",
                "mlsteps 1.0",
                Instant.parse("2026-01-02T03:04:05Z"));
    }
}
