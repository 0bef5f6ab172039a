package io.jenkins.plugins.mlsteps.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One page of a headless Chromium, driven over the DevTools protocol. */
public final class Chromium implements AutoCloseable, WebSocket.Listener {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> NAMED = List.of(
            "button", "checkbox", "combobox", "figure", "image", "img", "link", "radio", "region", "textbox");
    private static final int DEADLINE_SECONDS = 120;

    private final Process process;
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonNode>> replies = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<JsonNode>> events = new ConcurrentHashMap<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final StringBuilder message = new StringBuilder();

    private Chromium(Process process, URI page) {
        this.process = process;
        this.socket = HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(page, this).join();
    }

    /** What CHROME names, or a Chromium or Chrome on the path. */
    public static Optional<Path> find() {
        Stream<Path> named = Stream.ofNullable(System.getenv("CHROME")).map(Path::of);
        Stream<Path> onPath = Stream.of(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .flatMap(directory -> Stream.of("chromium", "chromium-browser", "google-chrome", "chrome")
                        .map(name -> Path.of(directory, name)));
        return Stream.concat(named, onPath).filter(Files::isExecutable).findFirst();
    }

    public static Chromium start(Path executable, Path profile) throws Exception {
        Process process = new ProcessBuilder(
                        executable.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--no-first-run",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .start();
        try {
            Chromium chromium = new Chromium(process, page(listening(process)));
            for (String domain : List.of("Page", "Runtime", "Log")) {
                chromium.call(domain + ".enable", Map.of());
            }
            return chromium;
        } catch (Exception e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** Opens a file and waits until its charts are drawn. */
    void open(Path file) throws Exception {
        open(file.toUri());
    }

    /** Opens an address and waits until its charts are drawn. */
    public void open(URI address) throws Exception {
        load(() -> call("Page.navigate", Map.of("url", address.toString())));
    }

    private void load(Callable<?> way) throws Exception {
        CompletableFuture<JsonNode> loaded = new CompletableFuture<>();
        events.put("Page.loadEventFired", loaded);
        way.call();
        loaded.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        evaluate("new Promise(done => { const look = () => document.documentElement.dataset.charts === undefined"
                + " && typeof echarts !== 'undefined' ? setTimeout(look, 10) : done(true); look(); })");
    }

    /** The value of an expression, awaited when it is a promise. */
    public JsonNode evaluate(String expression) throws Exception {
        JsonNode answer = call(
                "Runtime.evaluate",
                Map.of("expression", expression, "returnByValue", true, "awaitPromise", true, "userGesture", true));
        if (answer.has("exceptionDetails")) {
            throw new IllegalArgumentException(expression + ": " + answer.get("exceptionDetails"));
        }
        return answer.path("result").path("value");
    }

    public void resize(int width, int height, boolean mobile) throws Exception {
        resize(width, height, mobile, 1);
    }

    /** @param scale pixels of the screen for each of the page */
    public void resize(int width, int height, boolean mobile, double scale) throws Exception {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", scale, "mobile", mobile));
        evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
    }

    /** Answers light or dark to the page's prefers-color-scheme. */
    public void prefer(String scheme) throws Exception {
        call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Types into what has the focus. */
    public void type(String text) throws Exception {
        call("Input.insertText", Map.of("text", text));
    }

    /** Presses Enter and waits for the page that it leads to. */
    public void enter() throws Exception {
        load(() -> press("Enter", 13));
    }

    /**
     * Presses Tab until an element has the focus.
     *
     * @throws AssertionError naming what had it instead, when none of 100 does
     */
    public void tabTo(String selector) throws Exception {
        List<String> passed = new ArrayList<>();
        while (!evaluate("document.activeElement.matches(" + JSON.writeValueAsString(selector) + ")").asBoolean()) {
            passed.add(evaluate("document.activeElement.outerHTML.slice(0, 80)").asText());
            if (passed.size() > 100) {
                throw new AssertionError("Tab does not reach " + selector + " but " + passed);
            }
            press("Tab", 9);
        }
    }

    public JsonNode press(String key, int code) throws Exception {
        Map<String, Object> event = new LinkedHashMap<>(
                Map.of("type", "keyDown", "key", key, "code", key.equals(" ") ? "Space" : key, "windowsVirtualKeyCode", code));
        if (!key.equals("Tab")) {
            event.put("text", key.equals("Enter") ? "\r" : key);
        }
        call("Input.dispatchKeyEvent", event);
        event.remove("text");
        event.put("type", "keyUp");
        return call("Input.dispatchKeyEvent", event);
    }

    public byte[] screenshot() throws Exception {
        return Base64.getDecoder()
                .decode(call("Page.captureScreenshot", Map.of("format", "png")).path("data").asText());
    }

    /**
     * Links, controls and pictures within an element that Chromium has no name to tell assistive technology.
     *
     * @param selector of the element
     */
    public List<String> nameless(String selector) throws Exception {
        String element = call("Runtime.evaluate", Map.of("expression", "document.querySelector('" + selector + "')"))
                .path("result")
                .path("objectId")
                .asText();
        List<String> nameless = new ArrayList<>();
        for (String role : NAMED) {
            for (JsonNode node : call("Accessibility.queryAXTree", Map.of("objectId", element, "role", role)).path("nodes")) {
                if (!node.path("ignored").asBoolean() && node.path("name").path("value").asText().isBlank()) {
                    nameless.add(role + " " + node.path("properties"));
                }
            }
        }
        return nameless;
    }

    /** Errors and warnings that the page, or the browser about the page, has written since the start. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() throws Exception {
        socket.abort();
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle one : all) {
            one.onExit().get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private JsonNode call(String method, Map<String, Object> parameters) throws Exception {
        int id = calls.incrementAndGet();
        CompletableFuture<JsonNode> reply = new CompletableFuture<>();
        replies.put(id, reply);
        socket.sendText(JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true)
                .get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        JsonNode answer = reply.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
        if (answer.has("error")) {
            throw new IOException(method + ": " + answer.get("error"));
        }
        return answer.path("result");
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        message.append(part);
        if (last) {
            String whole = message.toString();
            message.setLength(0);
            receive(whole);
        }
        from.request(1);
        return null;
    }

    private void receive(String text) {
        try {
            JsonNode received = JSON.readTree(text);
            if (received.has("id")) {
                replies.remove(received.get("id").asInt()).complete(received);
                return;
            }
            String method = received.path("method").asText();
            JsonNode parameters = received.path("params");
            switch (method) {
                case "Runtime.exceptionThrown" -> complaints.add(
                        parameters.path("exceptionDetails").path("exception").path("description").asText());
                case "Runtime.consoleAPICalled" -> complaints.add(
                        parameters.path("type").asText() + ": " + parameters.path("args"));
                case "Log.entryAdded" -> complaints.add(parameters.path("entry").path("text").asText());
                default -> Optional.ofNullable(events.remove(method)).ifPresent(event -> event.complete(parameters));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URI listening(Process process) throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        Pattern announcement = Pattern.compile("DevTools listening on ws://([^/]+)/");
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher matcher = announcement.matcher(line);
            if (matcher.find()) {
                drain(process);
                return URI.create("http://" + matcher.group(1) + "/json/list");
            }
            said.append(line).append('\n');
        }
        throw new IOException("Chromium ended before it listened:\n" + said);
    }

    private static void drain(Process process) {
        Thread reader = new Thread(() -> {
            try {
                process.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        reader.setUncaughtExceptionHandler((thread, closed) -> {});
        reader.setDaemon(true);
        reader.start();
    }

    private static URI page(URI list) throws Exception {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(list).build(), HttpResponse.BodyHandlers.ofString());
        for (JsonNode target : JSON.readTree(response.body())) {
            if (target.path("type").asText().equals("page")) {
                return URI.create(target.path("webSocketDebuggerUrl").asText());
            }
        }
        throw new IOException("Chromium has no page: " + response.body());
    }
}
