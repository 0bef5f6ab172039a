package io.jenkins.plugins.mlsteps.cli.local;

import io.jenkins.plugins.mlsteps.cli.session.EndedBuild;
import io.jenkins.plugins.mlsteps.cli.session.Result;
import io.jenkins.plugins.mlsteps.cli.session.RunFiles;
import io.jenkins.plugins.mlsteps.host.ArchivedBuild;
import io.jenkins.plugins.mlsteps.host.Builds;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The runs of a workspace that ended, and what {@code archiveArtifacts} kept of them. */
public record LocalBuilds(RunFiles files) implements Builds {
    @Override
    public Optional<ArchivedBuild> find(String which) throws IOException {
        List<EndedBuild> ended = EndedBuild.read(files.history());
        for (int i = ended.size() - 1; i >= 0; i--) {
            if (matches(which).test(ended.get(i))) {
                int number = ended.get(i).number();
                return Optional.of(new Archived(number, files.archive().resolve(String.valueOf(number))));
            }
        }
        return Optional.empty();
    }

    private static Predicate<EndedBuild> matches(String which) {
        return switch (which) {
            case "lastCompletedBuild" -> build -> true;
            case "lastSuccessfulBuild" -> build -> build.result() == Result.SUCCESS || build.result() == Result.UNSTABLE;
            case "lastStableBuild" -> build -> build.result() == Result.SUCCESS;
            default -> build -> which.equals(String.valueOf(build.number()));
        };
    }

    private record Archived(int number, Path directory) implements ArchivedBuild {
        @Override
        public Optional<InputStream> open(String path) throws IOException {
            Path file = directory.resolve(path).normalize();
            return file.startsWith(directory) && Files.isRegularFile(file)
                    ? Optional.of(Files.newInputStream(file))
                    : Optional.empty();
        }
    }
}
