package io.jenkins.plugins.mlsteps.workload.kubernetes.storage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An object that files pass through: one side puts it, the other gets it, and then it is deleted. */
public final class StoredObject {
    /** More goes into no object in one piece. */
    public static final long MOST_BYTES = 5L << 30;

    private static final Duration VALID = Duration.ofHours(1);
    private static final int CONNECT_MILLIS = 10_000;
    private static final int ANSWER_MILLIS = 300_000;
    private static final int LAST_WORDS = 4096;
    private static final Pattern CODE = Pattern.compile("<Code>(.*?)</Code>");
    private static final Pattern MESSAGE = Pattern.compile("<Message>(.*?)</Message>", Pattern.DOTALL);

    private final String name;
    private final URI address;
    private final Presigner presigner;

    StoredObject(String name, URI address, Presigner presigner) {
        this.name = name;
        this.address = address;
        this.presigner = presigner;
    }

    /** What is in it. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream stream) throws IOException, InterruptedException;
    }

    /** Address with which anybody may get it, for an hour. */
    public URI toGet() {
        return signed("GET");
    }

    /** Address with which anybody may put it, for an hour. */
    public URI toPut() {
        return signed("PUT");
    }

    private URI signed(String method) {
        return presigner.sign(method, address, Instant.now(), VALID);
    }

    /** @param bytes exactly as many as the content has */
    public void put(long bytes, Content content) throws IOException, InterruptedException {
        HttpURLConnection connection = open("PUT");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(bytes);
        try {
            try (Sink sink = new Sink(connection)) {
                fill(sink, content);
            }
            requireSuccess("put", connection);
        } finally {
            connection.disconnect();
        }
    }

    private static void fill(Sink sink, Content content) throws IOException, InterruptedException {
        try {
            content.writeTo(sink);
        } catch (IOException e) {
            // Where the content comes from another machine it may not be the failure itself that gets here.
            throw sink.failure == null ? e : sink.failure;
        }
    }

    /** Its content; the caller closes it. */
    public InputStream get() throws IOException {
        HttpURLConnection connection = open("GET");
        requireSuccess("get", connection);
        return new FilterInputStream(connection.getInputStream()) {
            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                try {
                    return in.read(bytes, offset, length);
                } catch (IOException e) {
                    throw unreachable("get", e);
                }
            }

            @Override
            public void close() {
                connection.disconnect();
            }
        };
    }

    /** Deletes it, unless it is gone. */
    public void delete() throws IOException {
        HttpURLConnection connection = open("DELETE");
        try {
            if (status("delete", connection) != HttpURLConnection.HTTP_NOT_FOUND) {
                requireSuccess("delete", connection);
            }
        } finally {
            connection.disconnect();
        }
    }

    /** Deletes it because what it was for failed; that it cannot be deleted either is kept with that failure. */
    public void discard(Exception failure) {
        try {
            delete();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private HttpURLConnection open(String method) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) signed(method).toURL().openConnection();
        connection.setRequestMethod(method);
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(ANSWER_MILLIS);
        connection.setInstanceFollowRedirects(false); // an address is signed for its own host
        return connection;
    }

    private void requireSuccess(String doing, HttpURLConnection connection) throws IOException {
        int status = status(doing, connection);
        if (status >= HttpURLConnection.HTTP_MULT_CHOICE) {
            throw StorageFailure.answered(words(doing), status, why(connection));
        }
    }

    private int status(String doing, HttpURLConnection connection) throws StorageFailure {
        try {
            return connection.getResponseCode();
        } catch (IOException e) {
            throw unreachable(doing, e);
        }
    }

    private StorageFailure unreachable(String doing, IOException cause) {
        String why = cause instanceof UnknownHostException ? "there is no such host" : cause.getMessage();
        return StorageFailure.unreachable(words(doing), why, cause);
    }

    /** What answered with success, but did not keep what was put. */
    StorageFailure isNoStorage() {
        return StorageFailure.unreachable(words("get"), "what is there is not what was put there, so it is no S3 API", null);
    }

    private String words(String doing) {
        return "could not " + doing + " " + name + " at " + address.getAuthority();
    }

    private static String why(HttpURLConnection connection) throws IOException {
        try (InputStream stream = connection.getErrorStream()) {
            String said = stream == null ? "" : new String(stream.readNBytes(LAST_WORDS), StandardCharsets.UTF_8);
            Matcher code = CODE.matcher(said);
            Matcher message = MESSAGE.matcher(said);
            return (code.find() ? code.group(1) : connection.getResponseMessage()) + (message.find() ? " (" + message.group(1) + ")" : "");
        }
    }

    @Override
    public String toString() {
        return name;
    }

    /** Takes the content, and remembers when the storage does not. */
    private final class Sink extends OutputStream {
        private final OutputStream stream;
        private StorageFailure failure;

        private Sink(HttpURLConnection connection) throws StorageFailure {
            try {
                stream = connection.getOutputStream();
            } catch (IOException e) {
                throw unreachable("put", e);
            }
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                stream.write(bytes, offset, length);
            } catch (IOException e) {
                failure = unreachable("put", e);
                throw failure;
            }
        }

        @Override
        public void close() throws IOException {
            if (failure == null) {
                stream.close();
            }
        }
    }
}
