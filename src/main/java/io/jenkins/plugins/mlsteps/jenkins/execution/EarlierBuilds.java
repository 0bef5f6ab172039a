package io.jenkins.plugins.mlsteps.jenkins.execution;

import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.mlsteps.host.ArchivedBuild;
import io.jenkins.plugins.mlsteps.host.Builds;
import io.jenkins.plugins.mlsteps.jenkins.rollback.Rollback;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import jenkins.util.VirtualFile;

/** The builds that ran a job's script before this one, and their artifacts, wherever the artifact manager keeps them. */
record EarlierBuilds(Run<?, ?> build) implements Builds {
    @Override
    public Optional<ArchivedBuild> find(String which) {
        return Stream.<Run<?, ?>>iterate(build.getPreviousBuild(), earlier -> earlier != null, Run::getPreviousBuild)
                .filter(earlier -> !earlier.isBuilding() && Rollback.of(earlier).isEmpty())
                .filter(matches(which))
                .findFirst()
                .map(Archived::new);
    }

    private static Predicate<Run<?, ?>> matches(String which) {
        return switch (which) {
            case "lastCompletedBuild" -> earlier -> true;
            case "lastSuccessfulBuild" -> earlier -> isAtLeast(earlier, Result.UNSTABLE);
            case "lastStableBuild" -> earlier -> isAtLeast(earlier, Result.SUCCESS);
            default -> earlier -> which.equals(String.valueOf(earlier.getNumber()));
        };
    }

    private static boolean isAtLeast(Run<?, ?> earlier, Result wanted) {
        Result result = earlier.getResult();
        return result != null && result.isBetterOrEqualTo(wanted);
    }

    private record Archived(Run<?, ?> build) implements ArchivedBuild {
        @Override
        public int number() {
            return build.getNumber();
        }

        @Override
        public Optional<InputStream> open(String path) throws IOException {
            Path inside = Path.of(path).normalize();
            if (inside.isAbsolute() || inside.startsWith("..")) {
                return Optional.empty();
            }
            VirtualFile file = build.getArtifactManager().root().child(path);
            return file.isFile() ? Optional.of(file.open()) : Optional.empty();
        }
    }
}
