package io.jenkins.plugins.mlsteps.cli.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Lines a person types. They are read by a thread of its own, because a read cannot be interrupted and a question can: by a
 * time limit, or by Ctrl-C.
 */
public final class Keyboard {
    private final InputStream input;
    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
    private boolean listening;

    public Keyboard(InputStream input) {
        this.input = input;
    }

    /** The next line; nothing at the end of the input. */
    public Optional<String> next() throws InterruptedException {
        listen();
        Optional<String> line = lines.take();
        keepEnd(line);
        return line;
    }

    /** The next line when there is one already, or null; nothing at the end of the input. */
    public Optional<String> poll() {
        listen();
        Optional<String> line = lines.poll();
        keepEnd(line);
        return line;
    }

    private void keepEnd(Optional<String> line) {
        if (line != null && line.isEmpty()) {
            lines.add(line);
        }
    }

    private synchronized void listen() {
        if (!listening) {
            listening = true;
            Thread reader = new Thread(this::read, "keyboard");
            reader.setDaemon(true);
            reader.start();
        }
    }

    private void read() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(Optional.of(line));
            }
        } catch (IOException e) {
            lines.add(Optional.empty()); // a terminal that went away answers no more
            return;
        }
        lines.add(Optional.empty());
    }
}
