package io.jenkins.plugins.mlsteps.deploy.kubernetes;

import io.jenkins.plugins.mlsteps.deploy.Release;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the servers of a revision find its model. */
public sealed interface Storage {
    /** Where in the container the files are, as KServe and the model servers it knows have it. */
    String MODEL_DIRECTORY = "/mnt/models";

    /** The files travel with the deployment. */
    record Enclosed() implements Storage {}

    /** A directory of a PersistentVolumeClaim. */
    record Claim(String claim, String path) implements Storage {}

    /** What KServe fetches. */
    record Remote(String uri) implements Storage {}

    Pattern CLAIM = Pattern.compile("pvc://([a-z0-9][a-z0-9.-]*)/(.+)");
    Pattern REMOTE = Pattern.compile("[a-z][a-z0-9+.-]*://.+");
    Pattern PLACEHOLDER = Pattern.compile("\\{([^}]*)}");

    /**
     * @param template as in {@code storage: s3://models/{model}/{digest}}; null for files that travel along
     * @throws SpecException when it is not an address, or would be the same for every model
     */
    static Storage of(String template, Release release) {
        if (template == null) {
            return new Enclosed();
        }
        check(template);
        String uri = PLACEHOLDER
                .matcher(template)
                .replaceAll(match -> Matcher.quoteReplacement(value(match.group(1), release)));
        Matcher claim = CLAIM.matcher(uri);
        return claim.matches() ? new Claim(claim.group(1), claim.group(2)) : new Remote(uri);
    }

    /** @throws SpecException as {@link #of} does, before there is a release */
    static void check(String template) {
        if (!REMOTE.matcher(template).matches()) {
            throw new SpecException("target: storage is '" + template
                    + "', expected is an address such as pvc://models/{digest} or s3://models/{model}/{digest}");
        }
        PLACEHOLDER.matcher(template).results().forEach(match -> placeholder(match.group(1)));
        if (!template.contains("{digest}") && !template.contains("{revision}")) {
            throw new SpecException("target: storage is '" + template
                    + "', which is the same for every model; it needs {digest} or {revision}, so that what is served is what was"
                    + " judged");
        }
    }

    private static void placeholder(String name) {
        if (!name.matches("model|endpoint|revision|digest")) {
            throw new SpecException("target: storage has the placeholder {" + name
                    + "}, allowed are {model}, {endpoint}, {revision} and {digest}");
        }
    }

    private static String value(String placeholder, Release release) {
        return switch (placeholder) {
            case "model" -> release.model();
            case "endpoint" -> release.endpoint();
            case "revision" -> release.revision();
            default -> release.digest().substring(release.digest().indexOf(':') + 1);
        };
    }
}
