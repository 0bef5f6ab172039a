package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.host.Build;
import java.io.Serializable;

/**
 * The step that searches a study, also after its process was another one.
 *
 * @param build whose step it is
 * @param step tells it from the other steps of the build; null for one that began with a version which gave it no name
 */
record Searcher(String build, String step) implements Serializable {
    static Searcher of(Build build, String step) {
        return new Searcher(build.job() + " #" + build.number(), step);
    }

    /** Whether both are steps of one build, which share a workspace only by mistake; another build may have been killed. */
    boolean isBeside(Searcher other) {
        return build.equals(other.build) && step != null && other.step != null && !step.equals(other.step);
    }
}
