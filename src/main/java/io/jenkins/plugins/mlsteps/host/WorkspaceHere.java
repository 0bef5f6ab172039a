package io.jenkins.plugins.mlsteps.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Files of this process's machine, to and from which streams need not be carried. */
public interface WorkspaceHere extends Workspace {
    @Override
    default void send(Sending task, OutputStream here) throws IOException, InterruptedException {
        act(root -> {
            task.from(root, here);
            return null;
        });
    }

    @Override
    default <T> T receive(Receiving<T> task, InputStream here) throws IOException, InterruptedException {
        return act(root -> task.into(root, here));
    }
}
