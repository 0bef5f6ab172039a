package io.jenkins.plugins.mlsteps.cluster;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;

/**
 * A command run in a container over a WebSocket, in the protocols {@code v4.channel.k8s.io} and {@code v5.channel.k8s.io}:
 * the first byte of a message is the channel, and at the end channel 3 carries a {@code Status}.
 */
final class ExecSession {
    private static final int STDIN = 0;
    private static final int STDOUT = 1;
    private static final int STDERR = 2;
    private static final int RESULT = 3;
    private static final int CLOSE = 255;

    private final ServerWebSocket socket;
    private final ExecutorService blocking;
    private Runnable whenClosed = () -> {};

    ExecSession(ServerWebSocket socket, ExecutorService blocking) {
        this.socket = socket;
        this.blocking = blocking;
    }

    /** @param action runs when the connection is no more */
    ExecSession whenClosed(Runnable action) {
        whenClosed = action;
        return this;
    }

    void run(ServedContainer container, List<String> command, boolean input) {
        Process process;
        try {
            process = container.execute(command);
            if (!input) {
                process.getOutputStream().close();
            }
        } catch (IOException e) {
            end("{\"metadata\":{},\"status\":\"Failure\",\"message\":\"cannot be run\"}");
            return;
        }
        socket.binaryMessageHandler(message -> receive(process, message.getBytes()));
        socket.closeHandler(closed -> {
            process.destroy();
            whenClosed.run();
        });
        blocking.execute(() -> {
            var errors = blocking.submit(() -> send(STDERR, process.getErrorStream()));
            send(STDOUT, process.getInputStream());
            try {
                errors.get();
                end(status(process.waitFor()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException e) {
                socket.close();
            }
        });
    }

    private void receive(Process process, byte[] message) {
        if (message.length == 0) {
            return;
        }
        socket.pause();
        blocking.execute(() -> {
            try {
                OutputStream stdin = process.getOutputStream();
                if (Byte.toUnsignedInt(message[0]) == CLOSE) {
                    stdin.close();
                } else if (message[0] == STDIN) {
                    stdin.write(message, 1, message.length - 1);
                    stdin.flush();
                }
            } catch (IOException commandEnded) {
                // What it did not read is dropped, as by a pipe; its exit code says what that means.
            } finally {
                socket.resume();
            }
        });
    }

    private void send(int channel, InputStream output) {
        byte[] chunk = new byte[1 << 15];
        chunk[0] = (byte) channel;
        try {
            for (int read = output.read(chunk, 1, chunk.length - 1);
                    read >= 0;
                    read = output.read(chunk, 1, chunk.length - 1)) {
                KubeletServer.done(
                        socket.writeBinaryMessage(Buffer.buffer(Arrays.copyOf(chunk, read + 1))));
            }
        } catch (IOException clientIsGone) {
            socket.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String status(int exitCode) {
        return exitCode == 0
                ? "{\"metadata\":{},\"status\":\"Success\"}"
                : "{\"metadata\":{},\"status\":\"Failure\",\"reason\":\"NonZeroExitCode\",\"message\":"
                        + "\"command terminated with non-zero exit code: exit status " + exitCode
                        + "\",\"details\":{\"causes\":[{\"reason\":\"ExitCode\",\"message\":\"" + exitCode + "\"}]}}";
    }

    private void end(String status) {
        socket.writeBinaryMessage(Buffer.buffer(new byte[] {RESULT}).appendString(status))
                .onComplete(sent -> socket.close());
    }
}
