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

    /** Environment variables as the author's steps see them. */
    Map<String, String> environment();

    /** The secret an administrator named {@code id}, if there is one. */
    Optional<String> secret(String id);

    /** What an administrator defined. */
    Administration administration();

    Build build();

    Clock clock();
}
