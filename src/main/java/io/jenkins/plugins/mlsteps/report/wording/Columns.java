package io.jenkins.plugins.mlsteps.report.wording;

import java.util.ArrayList;
import java.util.List;

/** Text in aligned columns for a console: headings, and rows of a name and a value under them. */
public final class Columns {
    /** Longest line. */
    public static final int WIDTH = 100;

    private static final int INDENT = 2;
    private static final int GAP = 3;
    private static final int COMMON_NAME = 32;
    private static final int MAX_NAME = 56;

    private final List<Line> lines = new ArrayList<>();

    private record Line(boolean heading, String name, String value, String detail) {}

    /** A line that starts a group. */
    public void heading(String name, String value, String detail) {
        lines.add(new Line(true, Wording.printable(name), Wording.printable(value), Wording.printable(detail)));
    }

    /** A name and its value in the group. */
    public void row(String name, String value) {
        lines.add(new Line(false, " ".repeat(INDENT) + Wording.printable(name), Wording.printable(value), ""));
    }

    /** A text that may be long; it is broken between words. */
    public void sentence(String name, String text) {
        String first = name;
        for (String part : wrapped(Wording.printable(text), WIDTH - INDENT - (name.isEmpty() ? 0 : name.length() + 1))) {
            String lead = name.isEmpty() ? " ".repeat(INDENT) : first.isEmpty() ? " ".repeat(name.length() + 1) : first + " ";
            lines.add(new Line(false, lead + part, null, ""));
            first = "";
        }
    }

    /** The text, values below each other; a group with long names has its own column. */
    public List<String> lines() {
        int common = lines.stream()
                .filter(line -> line.value() != null && line.name().length() <= COMMON_NAME)
                .mapToInt(line -> line.name().length())
                .max()
                .orElse(0);
        int values = lines.stream()
                .filter(Line::heading)
                .mapToInt(line -> line.value().length())
                .max()
                .orElse(0);
        List<String> text = new ArrayList<>();
        for (List<Line> group : groups()) {
            int own = group.stream()
                    .filter(line -> !line.heading() && line.value() != null)
                    .mapToInt(line -> Math.min(MAX_NAME, line.name().length()))
                    .max()
                    .orElse(0);
            if (group.get(0).heading() && !text.isEmpty()) {
                text.add("");
            }
            group.forEach(line -> text.add(text(line, line.heading() ? common : Math.max(common, own), values)));
        }
        return text;
    }

    private List<List<Line>> groups() {
        List<List<Line>> groups = new ArrayList<>();
        for (Line line : lines) {
            if (line.heading() || groups.isEmpty()) {
                groups.add(new ArrayList<>());
            }
            groups.get(groups.size() - 1).add(line);
        }
        return groups;
    }

    private static String text(Line line, int names, int values) {
        if (line.value() == null) {
            return cut(line.name(), WIDTH);
        }
        String name = padded(cut(line.name(), Math.max(names, COMMON_NAME)), names) + " ".repeat(GAP);
        String value = line.detail().isEmpty() ? line.value() : padded(line.value(), values + GAP) + line.detail();
        return cut(name + value, WIDTH).stripTrailing();
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, Math.max(0, width - 1)) + "…";
    }

    private static List<String> wrapped(String text, int width) {
        List<String> parts = new ArrayList<>();
        String rest = text;
        while (rest.length() > width) {
            int space = rest.lastIndexOf(' ', width);
            int end = space > 0 ? space : width;
            parts.add(rest.substring(0, end));
            rest = rest.substring(end).strip();
        }
        parts.add(rest);
        return parts;
    }
}
