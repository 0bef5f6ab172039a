package io.jenkins.plugins.mlsteps.report.page;

import io.jenkins.plugins.mlsteps.record.BuildRecord;
import io.jenkins.plugins.mlsteps.record.SourceRevision;
import io.jenkins.plugins.mlsteps.report.ledger.Ledger;
import io.jenkins.plugins.mlsteps.report.wording.Wording;
import java.util.List;
import java.util.Optional;

/**
 * What the page is about and how it ended.
 *
 * @param number of the build with a '#'; null when no build was recorded
 * @param mark null when no build was recorded
 */
public record Heading(String title, String number, Mark mark, List<Fact> facts) {
    private static final int COMMIT_CHARACTERS = 10;

    static Heading of(Ledger ledger) {
        return ledger.build().map(Heading::ofBuild).orElse(new Heading("Machine learning steps", null, null, List.of()));
    }

    private static Heading ofBuild(BuildRecord build) {
        Optional<SourceRevision> source = Optional.ofNullable(build.source());
        return new Heading(
                build.job() == null || build.job().isBlank() ? "Build" : build.job(),
                "#" + build.number(),
                Mark.ofResult(build.result()),
                Fact.known(
                        build.start() == null ? null : Fact.words("Started", Wording.time(build.start())),
                        build.end() == null ? null : Fact.words("Took", Wording.duration(build.start(), build.end())),
                        Fact.words("Branch", source.map(SourceRevision::branch).orElse(null)),
                        source.map(Heading::commit).orElse(null),
                        Fact.words("Repository", source.map(SourceRevision::repository).orElse(null))));
    }

    private static Fact commit(SourceRevision source) {
        if (source.commit() == null) {
            return null;
        }
        String start = source.commit().substring(0, Math.min(COMMIT_CHARACTERS, source.commit().length()));
        return new Fact("Commit", start + (source.dirty() ? " + local changes" : ""), source.commit(), true);
    }
}
