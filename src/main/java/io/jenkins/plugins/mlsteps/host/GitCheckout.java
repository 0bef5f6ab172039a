package io.jenkins.plugins.mlsteps.host;

import io.jenkins.plugins.mlsteps.record.SourceRevision;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What Git knows of a directory. */
public record GitCheckout(Path directory) {
    /** The revision that is checked out; unknown outside of Git, or without it. */
    public SourceRevision revision() throws InterruptedException {
        Optional<String> commit = git("rev-parse", "--verify", "HEAD");
        if (commit.isEmpty()) {
            return SourceRevision.unknown();
        }
        String repository = git("config", "--get", "remote.origin.url")
                .map(GitCheckout::withoutPassword)
                .orElse(null);
        String branch = git("symbolic-ref", "--short", "-q", "HEAD").orElse(null);
        boolean dirty = git("status", "--porcelain", "--untracked-files=no")
                .filter(changes -> !changes.isEmpty())
                .isPresent();
        return new SourceRevision(repository, branch, commit.get(), dirty);
    }

    /** {@code https://user:token@host/…} loses what stands before the {@code @}. */
    private static String withoutPassword(String url) {
        return url.replaceFirst("^(https?://)[^/@]*@", "$1");
    }

    private Optional<String> git(String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-C", directory.toString()));
        command.addAll(List.of(arguments));
        try {
            Process git = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectInput(new File("/dev/null"))
                    .start();
            String output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor() == 0 ? Optional.of(output) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // no Git on this machine: the revision is unknown
        }
    }
}
