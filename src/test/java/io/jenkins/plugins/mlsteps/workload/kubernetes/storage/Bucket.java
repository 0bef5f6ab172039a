package io.jenkins.plugins.mlsteps.workload.kubernetes.storage;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile.ObjectStorage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * One bucket behind an S3 API over HTTP: takes, gives and deletes objects for whoever presents a request signed in its query (AWS
 * Signature Version 4) with the bucket's key, for this method and object, and while it is valid.
 */
public final class Bucket implements AutoCloseable {
    private static final String NAME = "scratch";
    public static final String ACCESS = "AKIATEST";
    public static final String SECRET = "bucket/secret+key";

    private final Path directory;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    /** @param directory where its objects are files */
    public Bucket(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public ObjectStorage storage() {
        return new ObjectStorage(
                "http://127.0.0.1:" + server.getAddress().getPort(), NAME, "ml/steps", "eu-test-1", "access", "secret");
    }

    public ObjectStore store() {
        return ObjectStore.of(storage(), secrets(SECRET)::get);
    }

    /** As {@link #store}, with a key that the bucket does not know. */
    public ObjectStore storeWithAnotherKey() {
        return ObjectStore.of(storage(), secrets("another")::get);
    }

    private static Secrets secrets(String secret) {
        return new Secrets(Map.of("access", ACCESS, "secret", secret));
    }

    private record Secrets(Map<String, String> values) {
        Optional<String> get(String id) {
            return Optional.ofNullable(values.get(id));
        }
    }

    /** Method and key of all that was allowed, such as {@code PUT ml/steps/training/churn/in.tar}. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    public List<String> keys() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString().replace('!', '/')).toList();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Optional<String> refusal = refusal(exchange);
            String path = exchange.getRequestURI().getPath();
            if (refusal.isPresent() || !path.startsWith("/" + NAME + "/")) {
                exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
                byte[] error = ("<Error><Code>" + refusal.orElse("NoSuchBucket") + "</Code><Message>no</Message></Error>").getBytes();
                exchange.sendResponseHeaders(403, error.length);
                exchange.getResponseBody().write(error);
                return;
            }
            String key = path.substring(NAME.length() + 2);
            requests.add(exchange.getRequestMethod() + " " + key);
            serve(exchange, directory.resolve(key.replace('/', '!')));
        }
    }

    private static void serve(HttpExchange exchange, Path file) throws IOException {
        switch (exchange.getRequestMethod()) {
            case "PUT" -> {
                boolean told = exchange.getRequestHeaders().containsKey("Content-Length");
                try (InputStream body = exchange.getRequestBody(); OutputStream stream = Files.newOutputStream(file)) {
                    body.transferTo(stream);
                }
                exchange.sendResponseHeaders(told ? 200 : 411, -1);
            }
            case "GET" -> {
                exchange.sendResponseHeaders(Files.exists(file) ? 200 : 404, Files.exists(file) ? Files.size(file) : -1);
                if (Files.exists(file)) {
                    Files.copy(file, exchange.getResponseBody());
                }
            }
            default -> {
                Files.deleteIfExists(file);
                exchange.sendResponseHeaders(204, -1);
            }
        }
    }

    /** The code of an error; empty when the request may be done. */
    private static Optional<String> refusal(HttpExchange exchange) {
        String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
        Map<String, String> parameters = new TreeMap<>();
        Arrays.stream(query.split("&")).filter(pair -> pair.contains("=")).forEach(pair -> parameters.put(pair.split("=")[0], pair.split("=")[1]));
        String signature = parameters.remove("X-Amz-Signature");
        if (signature == null) {
            return Optional.of("AccessDenied");
        }
        String time = parameters.get("X-Amz-Date");
        Instant from = LocalDateTime.parse(time, DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")).toInstant(ZoneOffset.UTC);
        Instant until = from.plusSeconds(Long.parseLong(parameters.get("X-Amz-Expires")));
        if (Instant.now().isAfter(until) || Instant.now().plusSeconds(900).isBefore(from)) {
            return Optional.of("RequestTimeTooSkewed");
        }
        String[] credential = URLDecoder.decode(parameters.get("X-Amz-Credential"), StandardCharsets.UTF_8).split("/", 2);
        String canonical = exchange.getRequestMethod() + "\n" + exchange.getRequestURI().getRawPath() + "\n"
                + parameters.entrySet().stream().map(it -> it.getKey() + "=" + it.getValue()).collect(Collectors.joining("&"))
                + "\nhost:" + exchange.getRequestHeaders().getFirst("Host") + "\n\nhost\nUNSIGNED-PAYLOAD";
        try {
            String hashed = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8)));
            byte[] key = ("AWS4" + SECRET).getBytes(StandardCharsets.UTF_8);
            for (String part : credential[1].split("/")) {
                key = mac(key, part);
            }
            String expected = HexFormat.of().formatHex(mac(key, "AWS4-HMAC-SHA256\n" + time + "\n" + credential[1] + "\n" + hashed));
            return expected.equals(signature) && credential[0].equals(ACCESS) ? Optional.empty() : Optional.of("SignatureDoesNotMatch");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] mac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdown();
        try {
            // None writes into the directory any more.
            threads.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
