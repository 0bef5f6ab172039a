package io.jenkins.plugins.mlsteps.steps;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.jenkins.plugins.mlsteps.model.ModelFormat;
import io.jenkins.plugins.mlsteps.model.ModelTree;
import io.jenkins.plugins.mlsteps.model.scan.Finding;
import io.jenkins.plugins.mlsteps.model.scan.ModelScan;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.RegularFile;
import io.jenkins.plugins.mlsteps.record.Verdict.Check;
import io.jenkins.plugins.mlsteps.spec.GateSpec;
import io.jenkins.plugins.mlsteps.spec.NearestName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What a gate asks of the model's files: that loading them runs no code, their format, their licence. */
record ModelSafety(GateSpec spec, Path model) {
    private static final int SHOWN = 5;
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

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
            checks.add(formats());
        }
        if (!spec.licenses().isEmpty()) {
            checks.add(license());
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

    /** A pickle beside the weights is loaded as well as they are: every format that a file of the model has must be allowed. */
    private Check formats() throws IOException {
        for (String word : spec.formats()) {
            if (!ModelFormat.words().contains(word.toLowerCase(Locale.ROOT))) {
                String reason = "'" + word + "' is no format of models" + NearestName.hint(word, ModelFormat.words()) + " (known: "
                        + String.join(", ", ModelFormat.words()) + ")";
                return new Check(Check.FILES + "format", false, null, null, reason, null);
            }
        }
        List<String> found = ModelFormat.all(model, ModelTree.of(model).files()).stream()
                .map(ModelFormat::word)
                .toList();
        return allOf("format", found, spec.formats());
    }

    private static Check allOf(String what, List<String> observed, List<String> allowed) {
        List<String> others = observed.stream()
                .filter(word -> allowed.stream().noneMatch(word::equalsIgnoreCase))
                .toList();
        boolean passed = others.isEmpty() && !observed.isEmpty();
        String said = observed.isEmpty() ? "not stated" : String.join(", ", observed);
        String required = "one of " + String.join(", ", allowed);
        String reason = "the model's " + what + " is "
                + (passed ? said + ", which is " : (others.isEmpty() ? said : String.join(", ", others)) + ", which is not ") + required;
        return new Check(Check.FILES + what, passed, said, required, reason, null);
    }

    private Check license() throws IOException {
        try {
            return allOf("license", licenses(), spec.licenses());
        } catch (JsonProcessingException e) {
            String reason = "the front matter of the model's README.md, which states its license, is no YAML: " + e.getOriginalMessage();
            return new Check(Check.FILES + "license", false, null, null, reason, null);
        }
    }

    /** The key {@code license} of the front matter of a model card, as model hubs write it: a word or a list of them. */
    private List<String> licenses() throws IOException {
        Path card = model.resolve("README.md");
        if (!Files.isRegularFile(card)) {
            return List.of();
        }
        List<String> lines = RegularFile.text(card).lines().toList();
        if (lines.isEmpty() || !lines.get(0).equals("---")) {
            return List.of();
        }
        String frontMatter = lines.stream().skip(1).takeWhile(line -> !line.equals("---")).collect(Collectors.joining("\n"));
        JsonNode license = YAML.readTree(frontMatter).path("license");
        return license.isTextual()
                ? List.of(license.textValue())
                : StreamSupport.stream(license.spliterator(), false).map(JsonNode::asText).toList();
    }
}
