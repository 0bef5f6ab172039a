package io.jenkins.plugins.mlsteps.host;

import io.jenkins.plugins.mlsteps.record.SourceRevision;

/**
 * The build a step belongs to.
 *
 * @param job full name
 * @param url page of the build; null where it has none
 * @param author who started it
 * @param builder identifies the host in attestations, such as a Jenkins root URL or a machine
 * @param replayed whether somebody edited its steps for this one build, so that they are not those of its job
 * @param restores digest of the model that a person brings back with this build, which runs no steps of an author; null for
 *     every other build
 */
public record Build(
        String job,
        int number,
        String url,
        String author,
        String builder,
        SourceRevision source,
        boolean replayed,
        String restores) {
    /** A build that runs the steps of its job. */
    public Build(String job, int number, String url, String author, String builder, SourceRevision source) {
        this(job, number, url, author, builder, source, false, null);
    }
}
