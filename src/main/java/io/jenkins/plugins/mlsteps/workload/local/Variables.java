package io.jenkins.plugins.mlsteps.workload.local;

import java.util.Map;

/** Environment variables of a process. */
final class Variables {
    private Variables() {}

    /**
     * Adds variables to others; one of the same name is replaced.
     *
     * @param added in the order of adding: of two of one name the last stays
     * @param ignoresCase whether {@code Path} and {@code PATH} are one name, as on Windows, where a process that is given both sees one of
     *     them
     */
    static void add(Map<String, String> variables, Map<String, String> added, boolean ignoresCase) {
        added.forEach((name, value) -> {
            variables.keySet().removeIf(other -> ignoresCase ? other.equalsIgnoreCase(name) : other.equals(name));
            variables.put(name, value);
        });
    }
}
