package io.jenkins.plugins.mlsteps.record;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A file where whatever runs in a workspace may have put something else: a link to elsewhere, a pipe that nobody ever writes to, or
 * more than memory holds.
 */
public final class RegularFile {
    /** Far above any record a step writes; a larger file is not one. */
    public static final long MOST_BYTES = 64L << 20;

    /** Opening a regular file is a matter of milliseconds, on a network drive of seconds. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Executor OPENERS = Executors.newCachedThreadPool(RegularFile::daemon);

    private RegularFile() {}

    /**
     * Opens it for reading.
     *
     * @throws IOException when it is missing, or a link, a directory, a pipe or a device; also when it became one after it was looked
     *     at
     */
    public static InputStream open(Path file) throws IOException {
        attributes(file);
        return opened(file, PATIENCE);
    }

    /** Whoever opens a pipe waits for somebody who writes into it, and nothing interrupts that: so another thread opens it. */
    static InputStream opened(Path file, Duration patience) throws IOException {
        CompletableFuture<InputStream> opening = new CompletableFuture<>();
        OPENERS.execute(() -> open(file, opening));
        try {
            return opening.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
        } catch (TimeoutException e) {
            opening.cancel(false);
            throw new IOException(file + " cannot be opened within " + patience.toSeconds() + " s, expected is a regular file", e);
        } catch (InterruptedException e) {
            opening.cancel(false);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + file + " was opened");
        }
    }

    private static void open(Path file, CompletableFuture<InputStream> opening) {
        try {
            SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
            if (!isSeekable(channel)) {
                channel.close();
                throw new IOException(file + " is a pipe or a device, expected is a regular file");
            }
            if (!opening.complete(Channels.newInputStream(channel))) {
                channel.close(); // nobody waits any more
            }
        } catch (IOException | RuntimeException e) {
            opening.completeExceptionally(e);
        }
    }

    /** A pipe knows no position in itself. */
    private static boolean isSeekable(SeekableByteChannel channel) {
        try {
            return channel.position() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "opens files");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * All of its text.
     *
     * @throws IOException when it is missing, no regular file, larger than {@link #MOST_BYTES}, or not UTF-8
     */
    public static String text(Path file) throws IOException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(file))).toString();
        } catch (CharacterCodingException e) {
            throw new IOException(file + " is not UTF-8 text", e);
        }
    }

    /** @throws IOException when it is missing, no regular file, or larger than {@link #MOST_BYTES} */
    public static byte[] bytes(Path file) throws IOException {
        long size = attributes(file).size();
        if (size > MOST_BYTES) {
            throw new IOException(file + " has " + size + " bytes, at most " + MOST_BYTES + " are read");
        }
        try (InputStream in = opened(file, PATIENCE)) {
            return in.readNBytes(Math.toIntExact(MOST_BYTES));
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!attributes.isRegularFile()) {
            String what = attributes.isSymbolicLink() ? "a link" : attributes.isDirectory() ? "a directory" : "a pipe or a device";
            throw new IOException(file + " is " + what + ", expected is a regular file");
        }
        return attributes;
    }
}
