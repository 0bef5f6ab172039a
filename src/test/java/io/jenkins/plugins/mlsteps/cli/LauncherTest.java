package io.jenkins.plugins.mlsteps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code mlsteps}, before a stand-in for Java that tells how it was started. */
class LauncherTest {
    @TempDir
    Path home;

    private String charmapSeenByJava(String locale) throws Exception {
        Path script = home.resolve("mlsteps");
        Files.copy(Path.of(System.getProperty("mlsteps.root"), "mlsteps"), script);
        Files.createDirectories(home.resolve("src/main"));
        Files.createDirectories(home.resolve("standalone/src"));
        Files.createFile(home.resolve("standalone/pom.xml"));
        Path copies = Files.createDirectories(home.resolve("standalone/target/run"));
        Files.writeString(copies.resolve("current"), "built");
        Files.createFile(home.resolve("standalone/target/mlsteps.jar"));
        Path java = home.resolve("jdk/bin/java");
        Files.createDirectories(java.getParent());
        Files.writeString(java, "#!/bin/sh\nexec locale charmap\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        ProcessBuilder builder = new ProcessBuilder("bash", script.toString(), "run").redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("LC_"));
        builder.environment().put("LANG", locale);
        builder.environment().put("JAVA_HOME", home.resolve("jdk").toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said.strip();
    }

    @Test
    void textStaysWhatItIsWithoutALocale() throws Exception {
        assertThat(charmapSeenByJava("")).isEqualTo("UTF-8");
    }
}
