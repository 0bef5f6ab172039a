package io.jenkins.plugins.mlsteps.cli.local;

import io.jenkins.plugins.mlsteps.host.WorkspaceHere;
import java.io.IOException;
import java.nio.file.Path;

/** A directory of this machine. */
public record LocalWorkspace(Path root) implements WorkspaceHere {
    @Override
    public <T> T act(Task<T> task) throws IOException, InterruptedException {
        return task.on(root);
    }
}
