package io.jenkins.plugins.mlsteps.jenkins.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.FilePath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class FileStreamsTest {
    private static final byte[] BYTES = new byte[20 << 20];

    private static JenkinsRule jenkins;
    private static FilePath agent;

    @TempDir
    Path here;

    @BeforeAll
    static void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        agent = rule.createOnlineSlave().getRootPath();
        new Random(1).nextBytes(BYTES);
    }

    @AfterAll
    static void stop() throws Exception {
        jenkins.after();
    }

    private FilePath directory(boolean remote) {
        return remote ? agent.child(here.getFileName().toString()) : new FilePath(here.toFile());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void filesGoThereAndComeBack(boolean remote) throws Exception {
        FilePath directory = directory(remote);
        directory.mkdirs();
        assertThat(directory.isRemote()).isEqualTo(remote);

        long received = FileStreams.receive(
                directory, (root, stream) -> Files.copy(stream, root.resolve("file")), new ByteArrayInputStream(BYTES));
        ByteArrayOutputStream back = new ByteArrayOutputStream();
        FileStreams.send(directory, (root, stream) -> Files.copy(root.resolve("file"), stream), back);

        assertThat(received).isEqualTo(BYTES.length);
        assertThat(back.toByteArray()).isEqualTo(BYTES);
    }

    @Test
    void whatTheTaskLeavesIsReadAllTheSame() throws Exception {
        ByteArrayInputStream stream = new ByteArrayInputStream(BYTES);

        assertThat((int) FileStreams.receive(agent, (root, there) -> there.read(), stream)).isEqualTo(BYTES[0] & 0xff);
        assertThat(stream.available()).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theTaskSaysWhyItFailed(boolean remote) {
        FilePath directory = directory(remote);

        assertThatThrownBy(() -> FileStreams.receive(
                        directory,
                        (root, stream) -> {
                            throw new IOException("no room for " + stream.read());
                        },
                        new ByteArrayInputStream(BYTES)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no room for");
        assertThatThrownBy(() -> FileStreams.send(
                        directory,
                        (root, stream) -> {
                            throw new IOException("not there");
                        },
                        new ByteArrayOutputStream()))
                .hasMessageContaining("not there");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStreamThatBreaksOffIsNoEnd(boolean remote) throws Exception {
        FilePath directory = directory(remote);
        directory.mkdirs();
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }
        };

        assertThatThrownBy(() -> FileStreams.receive(
                        directory,
                        (root, stream) -> {
                            Files.copy(stream, root.resolve("half"));
                            return Files.createFile(root.resolve("whole")).toString();
                        },
                        new SequenceInputStream(new ByteArrayInputStream(BYTES), broken)))
                .hasMessageContaining("connection reset");
        assertThat(directory.child("whole").exists()).isFalse();
    }
}
