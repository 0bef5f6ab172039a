package io.jenkins.plugins.mlsteps.workload.kubernetes.storage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
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
    private static final int CONNECT_MILLIS = 30_000;
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
            try (OutputStream stream = connection.getOutputStream()) {
                content.writeTo(stream);
            }
            requireSuccess("put", connection);
        } finally {
            connection.disconnect();
        }
    }

    /** Its content; the caller closes it. */
    public InputStream get() throws IOException {
        HttpURLConnection connection = open("GET");
        requireSuccess("get", connection);
        return new FilterInputStream(connection.getInputStream()) {
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
            if (connection.getResponseCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                requireSuccess("delete", connection);
            }
        } finally {
            connection.disconnect();
        }
    }

    private HttpURLConnection open(String method) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) signed(method).toURL().openConnection();
        connection.setRequestMethod(method);
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(ANSWER_MILLIS);
        return connection;
    }

    private void requireSuccess(String doing, HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        if (status >= HttpURLConnection.HTTP_BAD_REQUEST) {
            throw new IOException("could not " + doing + " " + name + " at " + address.getAuthority() + ": " + status + " " + why(connection)
                    + "; check objectStorage of the compute profile, its credentials and what they may do");
        }
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
}
