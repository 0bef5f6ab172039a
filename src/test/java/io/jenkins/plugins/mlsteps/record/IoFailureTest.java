package io.jenkins.plugins.mlsteps.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.NoRouteToHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What went wrong with a file is said in words, of which none is the name of a class. */
class IoFailureTest {
    @TempDir
    Path directory;

    @Test
    void saysWhatHappenedToAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        Path missing = directory.resolve("missing");
        assertThat(said(() -> Files.readString(missing))).isEqualTo(missing + " does not exist");
        assertThat(said(() -> Files.createDirectory(file))).isEqualTo(file + " exists already");
        assertThat(said(() -> Files.delete(directory))).isEqualTo(directory + " is a directory that is not empty");
        assertThat(said(() -> Files.newDirectoryStream(file))).isEqualTo(file + " is not a directory");
        assertThat(said(() -> Files.createDirectory(file.resolve("in")))).isEqualTo(file.resolve("in") + " cannot be used: Not a directory");
        assertThat(IoFailure.sentence(new AccessDeniedException("f"))).isEqualTo("f may not be accessed: permission denied");
        assertThat(IoFailure.sentence(new FileSystemException("a", "b", "Invalid cross-device link")))
                .isEqualTo("a -> b cannot be used: Invalid cross-device link");
    }

    @Test
    void saysWhatIsWrongWithText() throws IOException {
        Path file = Files.write(directory.resolve("latin1"), new byte[] {(byte) 0xe4});
        assertThat(said(() -> Files.readString(file))).isEqualTo("it is not UTF-8 text");
        assertThat(said(() -> Json.read(file, Object.class))).isEqualTo(file + " is not UTF-8 text");
        assertThat(said(() -> Json.parse("{\"a\":\n 1, x", Object.class))).contains("(line 2, column ").doesNotContain("Source");
        assertThat(said(() -> Json.parse("{\"a\":\n [1", Object.class)))
                .contains("(which begins at line 2, column 2)")
                .doesNotContain("Source");
        assertThat(said(() -> Json.parse("", Object.class))).startsWith("it is empty");
        assertThat(said(() -> Json.parse("1 2", Object.class))).startsWith("something follows the end of its JSON");
        assertThat(said(() -> Json.mapper().convertValue(List.of(), String.class))).contains("it is not of the kind");
        assertThat(said(() -> Json.parse("{\"number\":0,\"params\":[1]}", Trial.class))).startsWith("'params' is not of the kind");
    }

    @Test
    void saysWhatTheExceptionIsWhenItSaysNothing() {
        assertThat(IoFailure.sentence(new NoRouteToHostException())).isEqualTo("no route to host");
        assertThat(IoFailure.sentence(new UncheckedIOException(new AccessDeniedException("f")))).isEqualTo("f may not be accessed: permission denied");
        assertThat(IoFailure.sentence(new UncheckedIOException("it cannot be written", new IOException("full")))).isEqualTo("it cannot be written");
    }

    private static String said(ThrowingCallable work) {
        Throwable thrown = catchThrowableOfType(Throwable.class, work);
        return IoFailure.sentence((IOException) (thrown instanceof IOException ? thrown : thrown.getCause()));
    }
}
