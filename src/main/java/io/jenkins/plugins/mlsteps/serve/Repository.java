package io.jenkins.plugins.mlsteps.serve;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlsteps.record.Json;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * Replaces the revision a running server answers with, in the style of the protocol's model repository extension: load
 * beside the old one, warm, smoke, switch. A revision that is not healthy changes nothing.
 *
 * @see <a href="https://github.com/triton-inference-server/server/blob/main/docs/protocol/extension_model_repository.md">model
 *     repository extension</a>
 */
final class Repository {
    private final LiveModel live;
    private final int threads;
    private final Executor background;
    private final SwitchListener listener;

    /** Read and replaced under the lock of this object only; null until somebody asks for a revision. */
    private Candidate candidate;

    /** Told after each switch, before its caller gets an answer. */
    interface SwitchListener {
        void switchedTo(String revision) throws IOException;
    }

    /**
     * The last revision somebody asked for.
     *
     * @param state LOADING, READY or UNAVAILABLE
     * @param reason why it is unavailable; null otherwise
     */
    private record Candidate(String revision, String state, String reason) {
        static Candidate loading(String revision) {
            return new Candidate(revision, "LOADING", null);
        }

        static Candidate ready(String revision) {
            return new Candidate(revision, "READY", null);
        }

        static Candidate unavailable(String revision, String reason) {
            return new Candidate(revision, "UNAVAILABLE", reason);
        }

        boolean isLoading() {
            return state.equals("LOADING");
        }
    }

    Repository(LiveModel live, int threads, Executor background, SwitchListener listener) {
        this.live = live;
        this.threads = threads;
        this.background = background;
        this.listener = listener;
    }

    /** The revision that answers, and the last one that was asked for when it does not. */
    List<Map<String, String>> index() {
        ServedModel current = live.acquire();
        try {
            List<Map<String, String>> index = new ArrayList<>();
            index.add(entry(current.name(), current.revision(), "READY", null));
            Candidate last = last();
            if (last != null && !last.revision().equals(current.revision())) {
                index.add(entry(current.name(), last.revision(), last.state(), last.reason()));
            }
            return index;
        } finally {
            current.release();
        }
    }

    private synchronized Candidate last() {
        return candidate;
    }

    private static Map<String, String> entry(String name, String version, String state, String reason) {
        Map<String, String> entry = new LinkedHashMap<>();
        entry.put("name", name);
        entry.put("version", version);
        entry.put("state", state);
        entry.put("reason", reason == null ? "" : reason);
        return entry;
    }

    /**
     * Loads {@code {"parameters":{"directory":…,"revision":…,"background":true|false}}}.
     *
     * @throws Refusal when the request is wrong, another load is under way, or the revision is not healthy
     */
    Answer load(String name, byte[] body) throws IOException {
        JsonNode parameters = Json.mapper().readTree(body).path("parameters");
        Path directory = directory(parameters.path("directory").asText(""));
        Candidate loading = begin(revision(parameters));
        String revision = loading.revision();
        if (parameters.path("background").asBoolean(false)) {
            background.execute(() -> loadOrRemember(directory, name, loading));
            return Answer.json(202, Map.of("name", name, "version", revision, "state", "LOADING"));
        }
        Candidate ended = loadOrRemember(directory, name, loading);
        if (ended.reason() != null) {
            throw new Refusal(422, ended.reason());
        }
        return Answer.json(Map.of("name", name, "version", revision, "state", "READY"));
    }

    /**
     * Gives up {@code {"parameters":{"revision":…}}} when it is still being loaded: it will not be switched to. A revision
     * that answers already goes on answering.
     *
     * @throws Refusal when the request names no revision
     */
    Answer unload(String name, byte[] body) throws IOException {
        String revision = revision(Json.mapper().readTree(body).path("parameters"));
        giveUp(revision);
        return Answer.json(Map.of("name", name, "version", revision));
    }

    private synchronized void giveUp(String revision) {
        if (candidate != null && candidate.revision().equals(revision) && candidate.isLoading()) {
            candidate = Candidate.unavailable(revision, "revision '" + revision + "' was given up; " + serving());
        }
    }

    private static String revision(JsonNode parameters) {
        String revision = parameters.path("revision").asText("");
        if (revision.isEmpty()) {
            throw Refusal.badRequest("'parameters' has no 'revision'");
        }
        return revision;
    }

    private static Path directory(String text) {
        try {
            Path directory = Path.of(text);
            if (directory.isAbsolute()) {
                return directory;
            }
        } catch (InvalidPathException e) {
            throw Refusal.badRequest("'directory' is no path: " + e.getMessage());
        }
        throw Refusal.badRequest("'parameters' has the directory '" + text + "', expected an absolute path");
    }

    private synchronized Candidate begin(String revision) {
        if (candidate != null && candidate.isLoading()) {
            throw new Refusal(409, "revision '" + candidate.revision() + "' is being loaded; ask again when it is done");
        }
        candidate = Candidate.loading(revision);
        return candidate;
    }

    /** How the load ended. */
    private Candidate loadOrRemember(Path directory, String name, Candidate loading) {
        String revision = loading.revision();
        Candidate ended = Candidate.unavailable(revision, "revision '" + revision + "' was not loaded");
        try {
            replace(directory, name, loading);
            ended = Candidate.ready(revision);
        } catch (IOException | RuntimeException e) {
            ended = Candidate.unavailable(revision, e.getMessage() + "; " + serving());
        } finally {
            remember(loading, ended);
        }
        return ended;
    }

    private synchronized void remember(Candidate loading, Candidate ended) {
        // Not when it was given up: the reason is told already, and another load may be under way.
        if (candidate == loading) {
            candidate = ended;
        }
    }

    private void replace(Path directory, String name, Candidate loading) throws IOException {
        ServedModel next = ServedModel.load(directory, name, loading.revision(), threads);
        try {
            SmokeTest.check(next);
            switchTo(next, loading);
        } catch (IOException | RuntimeException e) {
            next.release();
            throw e;
        }
        listener.switchedTo(loading.revision());
    }

    private synchronized void switchTo(ServedModel next, Candidate loading) throws IOException {
        if (candidate != loading) {
            throw new IOException("revision '" + loading.revision() + "' was given up while it was loaded");
        }
        live.switchTo(next);
        candidate = Candidate.ready(loading.revision());
    }

    private String serving() {
        ServedModel current = live.acquire();
        try {
            return "revision '" + current.revision() + "' goes on serving";
        } finally {
            current.release();
        }
    }
}
