package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.host.Workspace;
import io.jenkins.plugins.mlsteps.record.FileTree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Sends a file from the host to the machine that owns the workspace, in pieces: neither has to hold it whole. */
record FileTransfer(Workspace workspace) {
    private static final int PIECE = 4 << 20;

    void write(String path, byte[] content) throws IOException, InterruptedException {
        write(path, new ByteArrayInputStream(content));
    }

    /** Replaces the file. */
    void write(String path, InputStream content) throws IOException, InterruptedException {
        byte[] piece = content.readNBytes(PIECE);
        workspace.act(new Append(path, piece, false));
        for (piece = content.readNBytes(PIECE); piece.length > 0; piece = content.readNBytes(PIECE)) {
            workspace.act(new Append(path, piece, true));
        }
    }

    /** @param goesOn whether the file has begun */
    private record Append(String path, byte[] piece, boolean goesOn) implements Workspace.Task<Boolean> {
        @Override
        public Boolean on(Path root) throws IOException {
            Path file = root.resolve(path);
            FileTree.createParent(file);
            Files.write(
                    file,
                    piece,
                    StandardOpenOption.CREATE,
                    goesOn ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
            return true;
        }
    }
}
