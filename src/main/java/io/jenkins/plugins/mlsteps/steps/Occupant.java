package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.host.Build;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The step whose name a model or study has and whose the directory of its records is, also after its process was another one. Two
 * steps of one build that share it do so by mistake; of two builds the earlier may have been killed.
 *
 * @param step tells it from the other steps of the build; null for one that began with a version which gave it no name
 */
record Occupant(String build, String step) implements Serializable {
    private static final String FILE = "occupant.json";

    static Occupant of(Build build, String step) {
        return new Occupant(build.job() + " #" + build.number(), step);
    }

    boolean isBeside(Occupant other) {
        return build.equals(other.build) && step != null && other.step != null && !step.equals(other.step);
    }

    /** @param what is done to what, for the message: {@code model 'churn' is being trained} */
    static SpecException conflict(String what) {
        return new SpecException(what + " by another step of this build in the same workspace: give each its own name");
    }

    /** From now on this step is the one, whoever it was before. */
    void moveInto(Path scratch) throws IOException {
        Files.createDirectories(scratch);
        Json.write(scratch.resolve(FILE), this);
    }

    /** Whether another step of the build has moved in since. */
    boolean isDrivenOutOf(Path scratch) throws IOException {
        Path file = scratch.resolve(FILE);
        return Files.exists(file) && isBeside(Json.read(file, Occupant.class));
    }
}
