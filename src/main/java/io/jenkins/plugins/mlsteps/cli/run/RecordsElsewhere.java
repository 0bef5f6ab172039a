package io.jenkins.plugins.mlsteps.cli.run;

import io.jenkins.plugins.mlsteps.cli.session.RejectedStep;
import io.jenkins.plugins.mlsteps.record.IoFailure;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** While it is open, {@code ml} in a workspace is a link to another directory: {@code --out}. */
final class RecordsElsewhere implements AutoCloseable {
    private final Path link;

    private RecordsElsewhere(Path link) {
        this.link = link;
    }

    /**
     * @param ml of the workspace
     * @throws RejectedStep when the workspace has records of its own there, or the directory cannot be made; then none was
     */
    static RecordsElsewhere in(Path directory, Path ml) throws IOException {
        if (directory.startsWith(ml)) {
            throw new RejectedStep("--out " + directory + " is where records are anyway; leave out --out");
        }
        if (Files.isSymbolicLink(ml)) {
            Files.delete(ml); // left by a process that was killed
        } else if (Files.exists(ml, LinkOption.NOFOLLOW_LINKS)) {
            throw new RejectedStep("--out " + directory + ": the workspace has records in " + ml
                    + " already; move them away, or leave out --out");
        }
        try {
            Files.createDirectories(directory);
        } catch (FileSystemException e) {
            throw new RejectedStep("--out " + directory + " cannot be made a directory: " + IoFailure.sentence(e), e);
        }
        Files.createSymbolicLink(ml, directory.toRealPath());
        return new RecordsElsewhere(ml);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(link);
    }
}
