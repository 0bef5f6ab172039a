package io.jenkins.plugins.mlsteps.workload.local;

import io.jenkins.plugins.mlsteps.workload.OutputChunk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** A file that grows while something writes to it, read from a cursor on. */
public final class OutputFile {
    private OutputFile() {}

    /** What stands from the cursor on, as much as a chunk takes; nothing when the file does not exist yet. */
    public static OutputChunk read(Path file, long cursor) throws IOException {
        if (!Files.exists(file)) {
            return new OutputChunk(new byte[0], cursor);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            int available = (int) Math.min(OutputChunk.MOST_BYTES, Math.max(0, channel.size() - cursor));
            ByteBuffer buffer = ByteBuffer.allocate(available);
            channel.position(cursor);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
                continue;
            }
            byte[] bytes = Arrays.copyOf(buffer.array(), buffer.position());
            return new OutputChunk(bytes, cursor + bytes.length);
        }
    }
}
