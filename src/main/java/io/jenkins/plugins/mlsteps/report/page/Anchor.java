package io.jenkins.plugins.mlsteps.report.page;

/** Identifiers of sections, made from names that may hold anything. */
final class Anchor {
    private Anchor() {}

    static String of(String room, String... names) {
        return room + "-" + String.join("-", names).replaceAll("[^A-Za-z0-9._-]", "_");
    }

    /** The section that shows a record, from its path under {@code ml/}; null when no section does. */
    static String ofRecord(String path) {
        if (path == null) {
            return null;
        }
        String[] parts = path.replaceFirst("^ml/", "").split("/");
        if (parts.length >= 3 && parts[0].equals("deploy")) {
            return of("deploy", parts[1], parts[2]);
        }
        boolean known = parts.length >= 2 && parts[0].matches("train|tune|gate");
        return known ? of(parts[0], parts[1]) : null;
    }
}
