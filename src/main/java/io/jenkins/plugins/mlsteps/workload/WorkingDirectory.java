package io.jenkins.plugins.mlsteps.workload;

import java.io.Serializable;
import java.nio.file.Path;

/**
 * The workspace as a command sees it.
 *
 * @param path absolute, where the command runs
 * @param shell that reads the command there
 */
public record WorkingDirectory(String path, Shell shell) implements Serializable {
    /** A workspace on the machine where this is called. */
    public static WorkingDirectory of(Path root) {
        return new WorkingDirectory(root.toAbsolutePath().normalize().toString(), Shell.of(root));
    }

    /**
     * The absolute path of what is in the workspace.
     *
     * @param relative with slashes
     */
    public String resolve(String relative) {
        return path + shell.separator() + relative.replace("/", shell.separator());
    }
}
