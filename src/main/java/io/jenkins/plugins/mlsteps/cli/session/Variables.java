package io.jenkins.plugins.mlsteps.cli.session;

import java.io.File;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Environment variables as Jenkins lays them: the build's, then what {@code env.X = …} set, then the blocks around a step. */
public final class Variables {
    private final Map<String, String> base;
    private final Map<String, String> assigned = new LinkedHashMap<>();

    /** @param base variables of the process, the build and its parameters */
    public Variables(Map<String, String> base) {
        this.base = Map.copyOf(base);
    }

    public synchronized void assign(String name, String value) {
        assigned.put(name, value);
    }

    /** What {@code env.X = …} set so far. */
    public synchronized Map<String, String> assigned() {
        return new LinkedHashMap<>(assigned);
    }

    /** All variables that a step in this frame sees. */
    public synchronized Map<String, String> in(Frame frame) {
        Map<String, String> all = new TreeMap<>(base);
        all.putAll(assigned);
        frame.overlay().forEach((name, value) -> {
            if (value == null) {
                all.remove(name);
            } else {
                all.put(name, value);
            }
        });
        return all;
    }

    /**
     * The overlay of a {@code withEnv}: {@code NAME=value}, {@code NAME=} to hide one, {@code PATH+ANY=value} to put a
     * directory in front; as in Jenkins, a {@code $} in a value is a {@code $}.
     *
     * @throws RejectedStep when an assignment has no {@code =}
     */
    public Map<String, String> overlay(Frame frame, Iterable<String> assignments) {
        Map<String, String> known = in(frame);
        Map<String, String> overlay = new LinkedHashMap<>();
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                throw new RejectedStep("withEnv: '" + assignment + "' is not NAME=value");
            }
            String name = assignment.substring(0, equals);
            String value = assignment.substring(equals + 1);
            int plus = name.indexOf('+');
            if (plus > 0) {
                name = name.substring(0, plus);
                String before = known.get(name);
                value = before == null ? value : value + File.pathSeparator + before;
            }
            overlay.put(name, value.isEmpty() ? null : value);
            known.put(name, value);
        }
        return overlay;
    }
}
