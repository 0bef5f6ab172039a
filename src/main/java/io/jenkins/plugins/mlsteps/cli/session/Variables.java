package io.jenkins.plugins.mlsteps.cli.session;

import java.io.File;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Environment variables as Jenkins lays them: the build's, then what {@code env.X = …} set, then the blocks around a step. */
public final class Variables {
    private static final Pattern REFERENCE = Pattern.compile("\\$(?:\\{([A-Za-z_][A-Za-z0-9_.]*)}|([A-Za-z_][A-Za-z0-9_]*))");

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
     * directory in front; {@code $NAME} in a value stands for what it was before.
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
            String value = expand(assignment.substring(equals + 1), known);
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

    /** Replaces {@code $NAME} and <code>${NAME}</code> where the variable is known; the rest stays. */
    static String expand(String text, Map<String, String> known) {
        return REFERENCE.matcher(text).replaceAll(reference -> {
            String name = reference.group(1) == null ? reference.group(2) : reference.group(1);
            return Matcher.quoteReplacement(known.getOrDefault(name, reference.group()));
        });
    }
}
