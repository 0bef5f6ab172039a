package io.jenkins.plugins.mlsteps.jenkins.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtEnvironment;
import hudson.AbortException;
import io.jenkins.plugins.mlsteps.host.StepLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxRuntimeTest {
    private final List<String> lines = new ArrayList<>();
    private final StepLog log = new StepLog() {
        @Override
        public void line(String text) {
            lines.add(text);
        }

        @Override
        public void output(byte[] bytes, int offset, int length) {
            throw new AssertionError("nothing runs");
        }

        @Override
        public void progress(String text) {
            throw new AssertionError("lines that stay are enough");
        }
    };

    @TempDir
    private Path directory;

    @AfterEach
    void forget() {
        System.clearProperty(OnnxRuntime.LOCATION);
    }

    private static Path jar() throws Exception {
        return Path.of(OrtEnvironment.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    @Test
    void isFetchedOnceAndCutToOnePlatform() throws Exception {
        System.setProperty(OnnxRuntime.LOCATION, jar().toUri().toString());
        OnnxRuntime runtime = new OnnxRuntime(directory.resolve("cache"));

        Path linux = runtime.part("linux-x64", log);
        Path windows = runtime.part("win-x64", log);

        assertThat(lines).containsExactly("fetching ONNX Runtime from " + jar().toUri());
        assertThat(runtime.part("linux-x64", log)).isEqualTo(linux);
        assertThat(Files.size(linux)).isLessThan(10_000_000);
        try (ZipFile zip = new ZipFile(linux.toFile());
                ZipFile other = new ZipFile(windows.toFile())) {
            assertThat(zip.getEntry("ai/onnxruntime/OrtSession.class")).isNotNull();
            assertThat(zip.getEntry("ai/onnxruntime/native/linux-x64/libonnxruntime.so")).isNotNull();
            assertThat(zip.getEntry("ai/onnxruntime/native/win-x64/onnxruntime.dll")).isNull();
            assertThat(other.getEntry("ai/onnxruntime/native/win-x64/onnxruntime.dll")).isNotNull();
        }
        assertThat(jar().getFileName()).hasToString("onnxruntime-" + OnnxRuntime.VERSION + ".jar");
        assertThatThrownBy(() -> runtime.part("linux-s390x", log))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("no native code for linux-s390x");
        assertNothingHalf();
    }

    @Test
    void anotherFileIsRefusedAndNotKept() throws Exception {
        Path forged = Files.writeString(directory.resolve("forged.jar"), "something else");
        System.setProperty(OnnxRuntime.LOCATION, forged.toUri().toString());

        assertThatThrownBy(() -> new OnnxRuntime(directory).part("linux-x64", log))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("is not ONNX Runtime " + OnnxRuntime.VERSION + ": its SHA-256 is")
                .hasMessageContaining("ml-steps/lib");
        assertNothingHalf();
    }

    @Test
    void aPlaceThatCannotBeReachedIsNamedWithWhatToDo() throws Exception {
        String nowhere = directory.resolve("absent.jar").toUri().toString();
        System.setProperty(OnnxRuntime.LOCATION, nowhere);

        assertThatThrownBy(() -> new OnnxRuntime(directory).part("linux-x64", log))
                .isInstanceOf(AbortException.class)
                .hasMessageContainingAll("cannot be fetched from " + nowhere, OnnxRuntime.LOCATION, "ml-steps/lib");
        assertNothingHalf();
    }

    @Test
    void withoutAPlaceToFetchItFromSaysWhatToDo() {
        assertThatThrownBy(() -> new OnnxRuntime(directory).part("linux-x64", log))
                .isInstanceOf(AbortException.class)
                .hasMessageContainingAll("is not here", OnnxRuntime.LOCATION, "ml-steps/lib");
    }

    @Test
    void platformsAreNamedAsTheRuntimeNamesThem() {
        assertThat(Platform.name("Linux", "amd64")).isEqualTo("linux-x64");
        assertThat(Platform.name("Mac OS X", "aarch64")).isEqualTo("osx-aarch64");
        assertThat(Platform.name("Windows Server 2022", "amd64")).isEqualTo("win-x64");
        assertThat(Platform.name("Linux", "s390x")).isEqualTo("linux-s390x");
    }

    private void assertNothingHalf() throws Exception {
        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".part"));
        }
    }
}
