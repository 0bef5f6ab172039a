package io.jenkins.plugins.mlsteps.steps;

import com.fasterxml.jackson.core.type.TypeReference;
import io.jenkins.plugins.mlsteps.record.FileTree;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.RegularFile;
import io.jenkins.plugins.mlsteps.workload.kubernetes.files.FetchedFiles;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The model that an author names, as an attempt of a run found it. One that was there before is collected too, for it may come with
 * the sources; but it may as well be that of an earlier run, which the metrics of this one say nothing of.
 */
record DeclaredModel(Path root, RunPlan plan, String attempt) {
    /** Notes what lies there, once: an attempt that is begun again after a restart may have written since. */
    void before() throws IOException {
        if (plan.training().model() != null && !Files.exists(note())) {
            Json.write(note(), state());
        }
    }

    /** That the attempt wrote nothing there, in a sentence. */
    Optional<String> untouched() throws IOException {
        // An earlier version left no note.
        if (plan.training().model() == null || !Files.exists(note())) {
            return Optional.empty();
        }
        Map<String, String> before = Json.parse(RegularFile.text(note()), new TypeReference<>() {});
        return before.isEmpty() || !before.equals(state())
                ? Optional.empty()
                : Optional.of("the model '" + plan.training().model() + "' is as it was before this run: the training did not write it");
    }

    /**
     * Whether the run was in pods, which do not share the workspace: what lies there is its own only when it came from one of them.
     *
     * @throws IOException when the run was in pods and no attempt of it left a model
     */
    boolean isFromPod() throws IOException {
        List<FetchedFiles> fetched = fetched();
        if (!fetched.isEmpty() && fetched.stream().noneMatch(files -> files.haveAnyAt(plan.training().model()))) {
            throw new IOException("no model came from its pod: the training left nothing at '" + plan.training().model() + "' there");
        }
        return !fetched.isEmpty();
    }

    /** Of each attempt: what one before wrote is the run's own. */
    private List<FetchedFiles> fetched() throws IOException {
        String scratch = RunPlan.scratchOf(plan.directory());
        List<FetchedFiles> fetched = new ArrayList<>();
        try (DirectoryStream<Path> attempts = Files.newDirectoryStream(root.resolve(scratch))) {
            for (Path each : attempts) {
                FetchedFiles.of(root, scratch + "/" + each.getFileName()).ifPresent(fetched::add);
            }
        }
        return fetched;
    }

    private Path note() {
        return root.resolve(plan.scratch(attempt)).resolve("model-before.json");
    }

    private Map<String, String> state() throws IOException {
        Map<String, String> state = new TreeMap<>();
        Path model = root.resolve(plan.training().model()).normalize();
        if (model.startsWith(root) && Files.exists(model)) {
            List<Path> files = Files.isDirectory(model) ? FileTree.find(model, Files::isRegularFile) : List.of(model);
            for (Path file : files) {
                state.put(file.toString(), RunMetrics.state(file));
            }
        }
        return state;
    }
}
