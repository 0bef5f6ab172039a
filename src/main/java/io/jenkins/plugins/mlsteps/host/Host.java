package io.jenkins.plugins.mlsteps.host;

import io.jenkins.plugins.mlsteps.spec.administration.Administration;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** What a step may know of where it runs: the command line and Jenkins each have one. */
public interface Host {
    Workspace workspace();

    StepLog log();

    /** How to start our own classes beside the workspace; may have to bring them there first. */
    OwnJava java() throws IOException, InterruptedException;

    /** As {@link #java}, with what the model server needs beyond our own classes: ONNX Runtime. */
    default OwnJava servingJava() throws IOException, InterruptedException {
        return java();
    }

    /** Environment variables as the author's steps see them. */
    Map<String, String> environment();

    /** The secret an administrator named {@code id}, if there is one. */
    Optional<String> secret(String id);

    /** Keeps the secrets that the author's steps see out of records. */
    default Masking masking() {
        return Masking.none();
    }

    /** What an administrator defined. */
    Administration administration();

    /** Where an administrator defines it, as people call the place. */
    default String administrationPlace() {
        return "mlsteps.yaml";
    }

    /** What allows this build only some of the environments that are defined, as people call it; empty when all are allowed. */
    default Optional<String> environmentsWithheldBy() {
        return Optional.empty();
    }

    Build build();

    /** The machine of the workspace, as people call it. */
    default String machineName() {
        return build().builder();
    }

    /** Tells this host from all others that use the same cluster: it clears up after its own builds only. */
    default String controller() {
        return build().builder();
    }

    /** Whether a build of this job may still go on, so that what it has running elsewhere stays. */
    default boolean isAlive(int buildNumber) {
        return true;
    }

    /** Something of this host that only some rooms know, such as its clusters. */
    default <T> Optional<T> offer(Class<T> type) {
        return Optional.empty();
    }

    /** Earlier builds of the same job. */
    default Builds builds() {
        return Builds.unknown();
    }

    /** What the jobs of earlier builds are called now. */
    default JobNames jobNames() {
        return JobNames.lasting();
    }

    Clock clock();
}
