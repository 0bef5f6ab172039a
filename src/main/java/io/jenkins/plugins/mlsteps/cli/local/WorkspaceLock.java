package io.jenkins.plugins.mlsteps.cli.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlsteps.cli.session.RejectedStep;
import io.jenkins.plugins.mlsteps.record.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;

/**
 * Keeps a second run out of a workspace. The lock is the operating system's, so that it ends with the process however that dies;
 * the file beside it tells who holds it.
 */
public final class WorkspaceLock implements AutoCloseable {
    private final FileChannel channel;

    private WorkspaceLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * @param file of the lock
     * @throws RejectedStep naming the process that holds it, and since when
     */
    public static WorkspaceLock acquire(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (!isFree(channel)) {
            String holder = holder(file);
            channel.close();
            throw new RejectedStep("workspace " + file.getParent().getParent() + " is in use " + holder
                    + "; wait for it, stop it, or give another --workspace");
        }
        channel.truncate(0);
        String holder = Json.line(Map.of(
                "pid", ProcessHandle.current().pid(), "since", Instant.now().toString()));
        channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.UTF_8)));
        return new WorkspaceLock(channel);
    }

    private static boolean isFree(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // another run in this process
        }
    }

    private static String holder(Path file) throws IOException {
        String text = Files.readString(file);
        if (text.isBlank()) {
            return "by a run that just started";
        }
        JsonNode holder = Json.parse(text, JsonNode.class);
        return "by process " + holder.path("pid").asText() + " since " + holder.path("since").asText();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
