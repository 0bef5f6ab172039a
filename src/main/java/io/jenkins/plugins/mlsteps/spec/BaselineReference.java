package io.jenkins.plugins.mlsteps.spec;

import java.io.Serializable;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an author wrote as {@code baseline}: the model that a candidate is compared with. */
public sealed interface BaselineReference extends Serializable {
    /** As the author wrote it. */
    String text();

    /** An environment that an administrator defined, or else a file in the workspace. */
    record Named(String text) implements BaselineReference {}

    /**
     * A version of a registered model, as MLflow writes it: {@code models:/churn@champion} or {@code models:/churn/3}.
     *
     * @param name of the registered model
     * @param alias null when a version is named
     * @param version null when an alias is named
     */
    record Registered(String text, String name, String alias, String version) implements BaselineReference {}

    /**
     * An earlier build of the same job: {@code build:12} or {@code build:lastSuccessfulBuild}.
     *
     * @param which a number, or one of {@link #PERMALINKS}
     */
    record OfBuild(String text, String which) implements BaselineReference {}

    /** What builds may be called, as Jenkins calls them: the last that ended, that was not worse than unstable, that was a success. */
    List<String> PERMALINKS = List.of("lastCompletedBuild", "lastSuccessfulBuild", "lastStableBuild");

    Pattern MODEL = Pattern.compile("models:/([^/@:]+)(?:@([^/@:]+)|/([0-9]+))");

    Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

    /**
     * @param text null or blank when there is no baseline
     * @return null when there is none
     * @throws SpecException when it is meant as a registered model or a build, but names none
     */
    static BaselineReference of(String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.startsWith("models:")) {
            return registered(text);
        }
        return text.startsWith("build:") ? build(text) : new Named(text);
    }

    private static Registered registered(String text) {
        Matcher matcher = MODEL.matcher(text);
        if (!matcher.matches()) {
            throw new SpecException("parameter 'baseline' is '" + text + "', a registered model is written"
                    + " models:/<name>@<alias> or models:/<name>/<version>, such as models:/churn@champion");
        }
        return new Registered(text, matcher.group(1), matcher.group(2), matcher.group(3));
    }

    private static OfBuild build(String text) {
        String which = text.substring("build:".length());
        if (!PERMALINKS.contains(which) && !NUMBER.matcher(which).matches()) {
            throw new SpecException("parameter 'baseline' is '" + text + "', a build is written build:<number> or build:"
                    + String.join(", build:", PERMALINKS) + NearestName.hint(which, PERMALINKS));
        }
        return new OfBuild(text, which);
    }
}
