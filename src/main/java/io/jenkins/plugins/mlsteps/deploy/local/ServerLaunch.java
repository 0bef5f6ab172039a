package io.jenkins.plugins.mlsteps.deploy.local;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.workload.local.OwnSession;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts a server for a revision as a process of its own, which lives on when this one ends. */
record ServerLaunch(EndpointDirectory endpoint, ServerCommand command) {
    private static final int TAIL_BYTES = 2048;

    /**
     * What a deployment began for a revision, written before it is begun.
     *
     * @param attempt whose it is
     * @param started whether a server was started for it; false for a running one that was asked to switch
     * @param process that was started; null while, or when, none was
     * @param replacedBy revision that took over after this one served; null while none did
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Begun(String attempt, boolean started, ProcessIdentity process, String replacedBy) {
        Optional<ProcessHandle> alive() {
            return Optional.ofNullable(process).flatMap(ProcessIdentity::alive);
        }
    }

    Optional<Begun> begun(String revision, String attempt) throws IOException {
        return read(revision).filter(begun -> begun.attempt().equals(attempt));
    }

    private Optional<Begun> read(String revision) throws IOException {
        Path file = endpoint.launchFile(revision);
        return Files.exists(file) ? Optional.of(Json.read(file, Begun.class)) : Optional.empty();
    }

    /** Notes that the running server is about to be asked for a revision. */
    void beginSwitch(String revision, String attempt) throws IOException {
        Json.write(endpoint.launchFile(revision), new Begun(attempt, false, null, null));
    }

    /** Starts a server, unless an earlier call for the same attempt did and was killed before it could note it. */
    void start(String revision, String attempt, int port) throws IOException {
        Path file = endpoint.launchFile(revision);
        Optional<Begun> before = begun(revision, attempt);
        Optional<ProcessHandle> orphan = before.isPresent() ? server(revision, before.get()) : Optional.empty();
        Json.write(file, new Begun(attempt, true, null, null));
        ProcessHandle process = orphan.isPresent() ? orphan.get() : launch(revision, port);
        Json.write(file, new Begun(attempt, true, ProcessIdentity.of(process), null));
    }

    /** The server that was started for a revision, if one was and it is alive. */
    Optional<ProcessHandle> server(String revision, Begun begun) {
        return begun.started()
                ? begun.alive().or(() -> new ServerProcesses(endpoint).of(revision))
                : Optional.empty();
    }

    private ProcessHandle launch(String revision, int port) throws IOException {
        Files.createDirectories(endpoint.servers());
        Files.deleteIfExists(endpoint.serverFile(revision));
        ProcessBuilder builder = new ProcessBuilder(arguments(revision, port))
                .directory(endpoint.root().toFile())
                .redirectErrorStream(true)
                .redirectInput(OwnSession.NO_INPUT)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(endpoint.log(revision).toFile()));
        keepAliveAfterTheBuild(builder.environment());
        builder.environment().putAll(command.environment());
        return builder.start().toHandle();
    }

    private List<String> arguments(String revision, int port) throws IOException {
        // A session of its own: Ctrl-C in the terminal of the build, or its end, is not for the server.
        List<String> arguments = new ArrayList<>(OwnSession.prefix());
        arguments.addAll(command.prefix());
        arguments.addAll(List.of(
                endpoint.model(revision).toString(),
                "--name",
                endpoint.name(),
                "--revision",
                revision,
                "--port",
                Integer.toString(port),
                "--state",
                endpoint.serverFile(revision).toString()));
        return arguments;
    }

    /** Jenkins ends processes that carry the marks of a build that is over. */
    private static void keepAliveAfterTheBuild(Map<String, String> environment) {
        environment.put("BUILD_ID", "dontKillMe");
        environment.put("JENKINS_NODE_COOKIE", "dontKillMe");
        environment.remove("JENKINS_SERVER_COOKIE");
    }

    /** Notes on a revision that served that another takes over, so that a late resumption of its deployment does not switch back. */
    void replaced(String revision, String by) throws IOException {
        Optional<Begun> begun = read(revision);
        if (begun.isPresent()) {
            Begun it = begun.get();
            Json.write(endpoint.launchFile(revision), new Begun(it.attempt(), it.started(), it.process(), by));
        }
    }

    /** The end of what the server printed. */
    String logTail(String revision) throws IOException {
        Path log = endpoint.log(revision);
        if (!Files.exists(log)) {
            return "";
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - TAIL_BYTES));
            byte[] bytes = new byte[TAIL_BYTES];
            int read = Math.max(0, file.read(bytes));
            return new String(bytes, 0, read, StandardCharsets.UTF_8).strip();
        }
    }
}
