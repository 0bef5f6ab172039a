package io.jenkins.plugins.mlsteps.serve;

import java.nio.file.Path;
import java.util.List;

/**
 * How to serve.
 *
 * @param directory of the model
 * @param name of the model in paths
 * @param revision what the protocol calls the model's version
 * @param host address to bind
 * @param port 0 for a free one
 * @param state file that tells others where the server is and how to administer it; null for none
 * @param threads that work on a single request
 * @param maxBytes largest request body
 */
public record ServerOptions(
        Path directory, String name, String revision, String host, int port, Path state, int threads, int maxBytes) {
    static final String LOOPBACK = "127.0.0.1";
    static final String USAGE = "MODEL_DIR [--name NAME] [--revision REVISION] [--host ADDRESS] [--port PORT]"
            + " [--state FILE] [--threads N] [--max-bytes N]";

    private static final int MEBIBYTE = 1 << 20;

    /** Defaults: loopback, a free port, no state file, 64 MiB a request, one thread a request so that requests run beside each other. */
    public static ServerOptions of(Path directory, String name) {
        return new ServerOptions(directory, name, "1", LOOPBACK, 0, null, 1, 64 * MEBIBYTE);
    }

    public ServerOptions withPort(int number) {
        return new ServerOptions(directory, name, revision, host, number, state, threads, maxBytes);
    }

    public ServerOptions withRevision(String revisionName) {
        return new ServerOptions(directory, name, revisionName, host, port, state, threads, maxBytes);
    }

    public ServerOptions withHost(String address) {
        return new ServerOptions(directory, name, revision, address, port, state, threads, maxBytes);
    }

    public ServerOptions withState(Path file) {
        return new ServerOptions(directory, name, revision, host, port, file, threads, maxBytes);
    }

    public ServerOptions withThreads(int number) {
        return new ServerOptions(directory, name, revision, host, port, state, number, maxBytes);
    }

    public ServerOptions withMaxBytes(int number) {
        return new ServerOptions(directory, name, revision, host, port, state, threads, number);
    }

    /** @throws IllegalArgumentException saying which argument is wrong */
    static ServerOptions parse(List<String> arguments) {
        if (arguments.isEmpty() || arguments.get(0).startsWith("--")) {
            throw new IllegalArgumentException("the model directory is missing; usage: " + USAGE);
        }
        Path directory = Path.of(arguments.get(0)).toAbsolutePath().normalize();
        ServerOptions options = of(directory, String.valueOf(directory.getFileName()));
        for (int i = 1; i < arguments.size(); i += 2) {
            if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException("'" + arguments.get(i) + "' has no value; usage: " + USAGE);
            }
            options = options.with(arguments.get(i), arguments.get(i + 1));
        }
        return options;
    }

    private ServerOptions with(String option, String value) {
        return switch (option) {
            case "--name" -> new ServerOptions(directory, value, revision, host, port, state, threads, maxBytes);
            case "--revision" -> withRevision(value);
            case "--host" -> withHost(value);
            case "--port" -> withPort(number(option, value, 0, 65_535));
            case "--state" -> withState(Path.of(value));
            case "--threads" -> withThreads(number(option, value, 1, 1024));
            case "--max-bytes" -> withMaxBytes(number(option, value, 1, Integer.MAX_VALUE));
            default -> throw new IllegalArgumentException("unknown option '" + option + "'; usage: " + USAGE);
        };
    }

    private static int number(String option, String value, int smallest, int largest) {
        try {
            int number = Integer.parseInt(value);
            if (number >= smallest && number <= largest) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + option + "' is '" + value + "', expected a number", e);
        }
        throw new IllegalArgumentException(
                "'" + option + "' is " + value + ", expected is a number from " + smallest + " to " + largest);
    }
}
