package io.jenkins.plugins.mlsteps.host;

import io.jenkins.plugins.mlsteps.record.SourceRevision;
import java.util.List;

/**
 * The build a step belongs to.
 *
 * @param job full name that it has now
 * @param url page of the build; null where it has none
 * @param authors everybody who started it; empty when not all of them are known
 * @param builder identifies the host in attestations, such as a Jenkins root URL or a machine
 * @param replayed whether somebody edited its steps for this one build, so that they are not those of its job
 * @param restores what a person brings back with this build, which runs no steps of an author; null for every other build
 */
public record Build(
        String job,
        int number,
        String url,
        List<String> authors,
        String builder,
        SourceRevision source,
        boolean replayed,
        Restored restores) {
    public Build {
        authors = List.copyOf(authors);
    }

    /** A build that one person started, or nobody who is known, and that runs the steps of its job. */
    public Build(String job, int number, String url, String author, String builder, SourceRevision source) {
        this(job, number, url, author == null ? List.of() : List.of(author), builder, source, false, null);
    }

    /** The same of a job that is called otherwise. */
    public Build ofJob(String name) {
        return new Build(name, number, url, authors, builder, source, replayed, restores);
    }

    /** The names of all authors, as text; null when unknown. */
    public String author() {
        return authors.isEmpty() ? null : String.join(", ", authors);
    }
}
