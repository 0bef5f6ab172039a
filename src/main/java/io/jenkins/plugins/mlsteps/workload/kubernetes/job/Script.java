package io.jenkins.plugins.mlsteps.workload.kubernetes.job;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** Shell scripts of ours that run in pods: POSIX, for any image with a shell. */
public final class Script {
    private Script() {}

    /** @param beside the class in whose package it is */
    public static String read(Class<?> beside, String name) {
        try (InputStream script = beside.getResourceAsStream(name + ".sh")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * As {@link #read}, without comments and indentation: the command of an exec stands in the address of a request, and what passes
     * requests on may take no more than a few thousand characters.
     */
    public static String brief(Class<?> beside, String name) {
        return read(beside, name)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .collect(Collectors.joining("\n"));
    }
}
