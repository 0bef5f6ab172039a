package io.jenkins.plugins.mlsteps.jenkins.execution;

import hudson.FilePath;
import hudson.remoting.Pipe;
import hudson.remoting.RemoteOutputStream;
import io.jenkins.plugins.mlsteps.host.Workspace;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Carries streams between this controller and the machine that a directory is on, of which only buffers are in memory. */
final class FileStreams {
    private static final int BUFFER = 1 << 16;
    private static final long LOOK_MILLIS = 100;

    private FileStreams() {}

    /** As {@link Workspace#send}. */
    static void send(FilePath directory, Workspace.Sending task, OutputStream here) throws IOException, InterruptedException {
        OutputStream carried = new RemoteOutputStream(here);
        directory.act(new StepWorkspace.There<>(root -> {
            // Not closed, for that would close the stream here.
            BufferedOutputStream there = new BufferedOutputStream(carried, BUFFER);
            task.from(root, there);
            there.flush();
            return null;
        }));
    }

    /** As {@link Workspace#receive}; the stream is read to its end. */
    static <T> T receive(FilePath directory, Workspace.Receiving<T> task, InputStream here)
            throws IOException, InterruptedException {
        if (!directory.isRemote()) {
            return directory.act(new StepWorkspace.There<>(root -> task.into(root, here)));
        }
        CountDownLatch connected = new CountDownLatch(1);
        OutputStream ready = Signal.to(connected);
        Pipe pipe = Pipe.createLocalToRemote();
        Future<T> result = directory.actAsync(new StepWorkspace.There<>(root -> {
            ready.write(0);
            ready.flush();
            try (InputStream there = pipe.getIn()) {
                T value = task.into(root, there);
                there.transferTo(OutputStream.nullOutputStream());
                return value;
            }
        }));
        // What is written to a pipe before it is connected waits in memory.
        boolean waits = true;
        while (waits && !result.isDone()) {
            waits = !connected.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
        try {
            pump(here, pipe.getOut());
        } catch (IOException e) {
            pipe.error(e);
            throw e;
        }
        return valueOf(result);
    }

    private static void pump(InputStream here, OutputStream there) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int count = here.read(buffer); count >= 0; count = here.read(buffer)) {
            try {
                there.write(buffer, 0, count);
            } catch (IOException e) {
                return; // nobody reads any more: the result says why
            }
        }
        there.close();
    }

    private static <T> T valueOf(Future<T> result) throws IOException, InterruptedException {
        try {
            return result.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof InterruptedException interruption) {
                throw interruption;
            }
            throw cause instanceof IOException failure ? failure : new IOException(cause);
        }
    }

    /** Tells by its first byte that the other side is there. */
    private static final class Signal extends OutputStream {
        private final CountDownLatch latch;

        private Signal(CountDownLatch latch) {
            this.latch = latch;
        }

        /** What the other side writes to. */
        static OutputStream to(CountDownLatch latch) {
            return new RemoteOutputStream(new Signal(latch));
        }

        @Override
        public void write(int signal) {
            latch.countDown();
        }
    }
}
