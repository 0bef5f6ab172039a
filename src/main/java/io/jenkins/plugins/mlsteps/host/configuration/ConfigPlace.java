package io.jenkins.plugins.mlsteps.host.configuration;

import java.util.List;
import java.util.Map;

/**
 * Where a configuration stands, for errors.
 *
 * @param name of the file, or what stands for it
 */
record ConfigPlace(String name, KeyLines lines) {
    /** A configuration that was no text. */
    static ConfigPlace without(String name) {
        return new ConfigPlace(name, new KeyLines(Map.of()));
    }

    /** {@code name:line: }, or the name alone where lines are not known. */
    String at(List<String> path) {
        return lines.lines().isEmpty() ? name + ": " : name + ":" + lines.of(path) + ": ";
    }

    ConfigException wrong(String what, List<String> path) {
        return new ConfigException(at(path) + "'" + String.join(".", path) + "' " + what);
    }
}
