package io.jenkins.plugins.mlsteps.workload.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class OwnSessionTest {
    @TempDir
    Path directory;

    @Test
    void takesTheFirstSetsidOfTheSearchPathWhereverItIsInstalled() throws Exception {
        Path first = setsid("nix/bin", "rwxr-xr-x");
        Path second = setsid("usr/bin", "rwxr-xr-x");

        assertThat(OwnSession.prefix(path("/no/such/directory", parent(first), parent(second))))
                .containsExactly(first.toString());
    }

    @Test
    void passesOverWhatCannotBeRunAndDirectoriesRelativeToWhereWeAre() throws Exception {
        Path unusable = setsid("bin", "rw-r--r--");
        Path relative = Path.of("").toAbsolutePath().relativize(setsid("here", "rwxr-xr-x").getParent());

        assertThat(OwnSession.prefix(path(parent(unusable), relative.toString(), ""))).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aProcessLeadsASessionOfItsOwn() throws Exception {
        List<String> command = new ArrayList<>(OwnSession.prefix());
        assumeFalse(command.isEmpty(), "skipped: setsid of util-linux is not in the search path");
        command.addAll(List.of("sh", "-c", "echo $$; cut -d ' ' -f 6 /proc/$$/stat"));

        Process process = new ProcessBuilder(command).start();

        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(printed.lines().distinct()).as("its process and its session: " + printed).hasSize(1);
    }

    private Path setsid(String in, String permissions) throws IOException {
        Path file = Files.createDirectories(directory.resolve(in)).resolve("setsid");
        Files.writeString(file, "#!/bin/sh\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static String parent(Path file) {
        return file.getParent().toString();
    }

    private static String path(String... directories) {
        return String.join(File.pathSeparator, directories);
    }
}
