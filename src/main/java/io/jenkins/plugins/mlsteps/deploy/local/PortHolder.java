package io.jenkins.plugins.mlsteps.deploy.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds out whether a port of this machine's loopback is free and, where the system tells, who holds it. */
final class PortHolder {
    private static final Path PROC = Path.of("/proc");

    /** State of a listening socket in /proc/net/tcp (include/net/tcp_states.h of Linux). */
    private static final String LISTEN = "0A";

    private PortHolder() {}

    /** Why a server cannot listen there; empty when it can. */
    static Optional<String> problem(int port, LocalStore store) throws IOException {
        Optional<String> refusal = port == 0 ? Optional.empty() : refusal(port);
        if (refusal.isEmpty()) {
            return Optional.empty();
        }
        String problem = holder(port, store)
                .map(holder -> " is taken by " + holder + "; stop it, or")
                .orElse(" cannot be used (" + refusal.get() + ");");
        return Optional.of("port " + port + problem + " give the environment's target another port (0 picks a free one)");
    }

    static boolean isFree(int port) {
        return refusal(port).isEmpty();
    }

    /** What the system says to who wants to listen there: somebody does already, or it is reserved. */
    private static Optional<String> refusal(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static Optional<String> holder(int port, LocalStore store) throws IOException {
        for (EndpointDirectory endpoint : store.all()) {
            if (endpoint.runningServer().filter(server -> server.port() == port).isPresent()) {
                return Optional.of("endpoint '" + endpoint.name() + "' of environment '" + endpoint.environment() + "'");
            }
        }
        return inode(port).flatMap(PortHolder::processWith);
    }

    private static Optional<String> inode(int port) throws IOException {
        String suffix = String.format(":%04X", port);
        for (String table : List.of("net/tcp", "net/tcp6")) {
            if (!Files.isReadable(PROC.resolve(table))) {
                continue;
            }
            for (String line : Files.readAllLines(PROC.resolve(table))) {
                String[] columns = line.strip().split("\\s+");
                if (columns.length > 9 && columns[1].endsWith(suffix) && columns[3].equals(LISTEN)) {
                    return Optional.of(columns[9]);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> processWith(String inode) {
        return ProcessHandle.allProcesses()
                .filter(process -> holds(process.pid(), "socket:[" + inode + "]"))
                .findFirst()
                .map(process -> "process " + process.pid()
                        + process.info().command().map(command -> " (" + command + ")").orElse(""));
    }

    private static boolean holds(long pid, String socket) {
        Path descriptors = PROC.resolve(Long.toString(pid)).resolve("fd");
        try (Stream<Path> links = Files.list(descriptors)) {
            return links.anyMatch(link -> pointsTo(link, socket));
        } catch (IOException e) {
            // Another user's process, or one that just ended: not to be looked into.
            return false;
        }
    }

    private static boolean pointsTo(Path link, String socket) {
        try {
            return Files.readSymbolicLink(link).toString().equals(socket);
        } catch (IOException e) {
            // Closed since it was listed.
            return false;
        }
    }
}
