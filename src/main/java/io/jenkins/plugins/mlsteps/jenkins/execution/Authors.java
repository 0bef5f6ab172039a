package io.jenkins.plugins.mlsteps.jenkins.execution;

import hudson.ExtensionList;
import hudson.model.Cause;
import hudson.model.Cause.UpstreamCause;
import hudson.model.Cause.UpstreamCause.DeeplyNestedUpstreamCause;
import hudson.model.Cause.UserIdCause;
import hudson.model.Run;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The people who started a build, or a build that started it, or one whose script it repeats. The queue makes one build of what
 * several people asked for, each of whom is a cause of it.
 */
final class Authors {
    private Authors() {}

    /** Names of users; empty when no person is among its causes, or one of whom nobody knows who it is. */
    static List<String> of(Run<?, ?> run) {
        List<Optional<String>> people = people(run.getCauses()).distinct().toList();
        return people.stream().allMatch(Optional::isPresent)
                ? people.stream().flatMap(Optional::stream).toList()
                : List.of();
    }

    private static Stream<Optional<String>> people(List<Cause> causes) {
        return causes.stream().flatMap(Authors::people);
    }

    private static Stream<Optional<String>> people(Cause cause) {
        if (cause instanceof UserIdCause person) {
            return Stream.of(Optional.ofNullable(person.getUserId()));
        }
        if (cause instanceof UpstreamCause upstream) {
            return people(upstream.getUpstreamCauses());
        }
        if (cause instanceof DeeplyNestedUpstreamCause) {
            return Stream.of(Optional.empty());
        }
        return ExtensionList.lookup(ScriptOrigin.class).stream()
                .flatMap(origin -> origin.of(cause).stream())
                .flatMap(Authors::ofOriginal);
    }

    private static Stream<Optional<String>> ofOriginal(ScriptOrigin.Repetition repetition) {
        return repetition.original() == null
                ? Stream.of(Optional.empty())
                : people(repetition.original().getCauses());
    }
}
