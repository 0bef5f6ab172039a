package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.model.ModelFormat;
import io.jenkins.plugins.mlsteps.model.ModelTree;
import io.jenkins.plugins.mlsteps.model.scan.Finding;
import io.jenkins.plugins.mlsteps.model.scan.ModelScan;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.Verdict.Check;
import io.jenkins.plugins.mlsteps.spec.GateSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a gate asks of the model's files: that loading them runs no code, their format, their licence. */
record ModelSafety(GateSpec spec, Path model) {
    private static final int SHOWN = 5;

    static ModelSafety of(Path root, GateSpec spec) {
        return new ModelSafety(spec, MlDirectory.in(root).model(spec.model()));
    }

    List<Check> checks() throws IOException {
        List<Check> checks = new ArrayList<>();
        if (!Files.isDirectory(model)) {
            if (!spec.formats().isEmpty() || !spec.licenses().isEmpty()) {
                checks.add(new Check(Check.FILES + "none", false, null, null, "the training left no model whose files could be looked at", null));
            }
            return checks;
        }
        if (!spec.scan().equals("off")) {
            checks.add(scan());
        }
        if (!spec.formats().isEmpty()) {
            String format = ModelFormat.of(model, ModelTree.of(model).files()).word();
            checks.add(oneOf("format", format, spec.formats()));
        }
        if (!spec.licenses().isEmpty()) {
            checks.add(oneOf("license", license().orElse("not stated"), spec.licenses()));
        }
        return checks;
    }

    private Check scan() throws IOException {
        List<Finding> findings = ModelScan.of(model);
        String what = findings.stream()
                .limit(SHOWN)
                .map(finding -> finding.file() + " " + finding.what())
                .collect(Collectors.joining("; "));
        String more = findings.size() > SHOWN ? "; and " + (findings.size() - SHOWN) + " more" : "";
        return new Check(
                Check.FILES + "scan",
                findings.isEmpty(),
                findings.size() + " finding(s)",
                "none",
                findings.isEmpty() ? "nothing in the model's files runs code when they are loaded" : what + more,
                null);
    }

    private static Check oneOf(String what, String observed, List<String> allowed) {
        boolean passed = allowed.stream().anyMatch(observed::equalsIgnoreCase);
        String required = "one of " + String.join(", ", allowed);
        return new Check(
                Check.FILES + what,
                passed,
                observed,
                required,
                "the model's " + what + " is " + observed + (passed ? ", which is " : ", which is not ") + required,
                null);
    }

    /** The key {@code license} of the front matter of a model card, as model hubs write it. */
    private Optional<String> license() throws IOException {
        Path card = model.resolve("README.md");
        if (!Files.isRegularFile(card)) {
            return Optional.empty();
        }
        String text = Files.readString(card);
        if (!text.startsWith("---")) {
            return Optional.empty();
        }
        return text.lines()
                .skip(1)
                .takeWhile(line -> !line.startsWith("---"))
                .filter(line -> line.startsWith("license:"))
                .map(line -> line.substring("license:".length()).strip().replaceAll("^['\"]|['\"]$", ""))
                .findFirst();
    }
}
