package io.jenkins.plugins.mlsteps.workload.kubernetes.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.cluster.Busybox;
import io.jenkins.plugins.mlsteps.workload.kubernetes.job.Script;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;

/** What a helper image's own tools make of the scripts that carry files. */
class HelperScriptsTest {
    private static final Duration SOON = Duration.ofMinutes(1);

    /** Where the tools come from: this machine, or busybox, of which the usual helper image is made. */
    enum Tools {
        MACHINE,
        BUSYBOX
    }

    @TempDir
    Path root;

    private Path here;
    private Path volume;

    @BeforeEach
    void directories() throws IOException {
        here = Files.createDirectory(root.resolve("here"));
        volume = Files.createDirectory(root.resolve("volume"));
        Files.createDirectories(volume.resolve("workspace"));
        Files.createDirectories(volume.resolve("control"));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsSentArrives(Tools tools) throws Exception {
        write(here.resolve("empty"), 0);
        write(here.resolve("some blocks/and a bit.bin"), 5 * Cargo.BLOCK + 1234);
        Cargo cargo = Cargo.of(new PathChoice(List.of("empty", "some blocks")).in(here));

        Process script = start(tools, "upload", Long.toString(cargo.blocks()));
        MessageDigest digest = Digests.sha256();
        cargo.from(here, new DigestOutputStream(script.getOutputStream(), digest));
        script.getOutputStream().flush();
        assertThat(Conversation.line(script.getInputStream())).isEqualTo("received " + HexFormat.of().formatHex(digest.digest()));
        say(script, "ready\n");

        assertThat(script.waitFor()).isZero();
        assertThat(volume.resolve("control")).isDirectoryContaining("glob:**/ready").isDirectoryNotContaining("glob:**/upload.*");
        assertSame("empty", "some blocks/and a bit.bin");
    }

    /** The scripts pass streams on by pieces of 128 blocks. */
    @ParameterizedTest
    @MethodSource
    void aStreamOfSeveralPiecesArrives(Tools tools, int blocks) throws Exception {
        int size = blocks * Cargo.BLOCK - 3 * 512; // with what a tar has before and behind a file
        write(here.resolve("data.bin"), size);
        Cargo cargo = Cargo.of(new PathChoice(List.of("data.bin")).in(here));
        assertThat(cargo.blocks()).isEqualTo(blocks);

        Process upload = start(tools, "upload", Long.toString(cargo.blocks()));
        MessageDigest digest = Digests.sha256();
        cargo.from(here, new DigestOutputStream(upload.getOutputStream(), digest));
        upload.getOutputStream().flush();
        assertThat(Conversation.line(upload.getInputStream())).isEqualTo("received " + HexFormat.of().formatHex(digest.digest()));
        say(upload, "ready\n");
        assertThat(upload.waitFor()).isZero();
        assertSame("data.bin");

        Files.delete(here.resolve("data.bin"));
        Files.writeString(volume.resolve("control/output"), "");
        Process fetch = start(tools, "fetch", "0", "0");
        assertThat(offered(fetch)).containsExactly("./data.bin");
        choose(fetch, "./data.bin\n");
        receive(fetch);
        Unpacking.install(here, "scratch");
        assertThat(fetch.waitFor()).isZero();
        assertSame("data.bin");
    }

    static Stream<Arguments> aStreamOfSeveralPiecesArrives() {
        return Stream.of(Tools.values())
                .flatMap(tools -> Stream.of(127, 128, 129, 256, 300).map(blocks -> Arguments.of(tools, blocks)));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsCutOffIsNotReady(Tools tools) throws Exception {
        write(here.resolve("data.bin"), 3 * Cargo.BLOCK);
        Cargo cargo = Cargo.of(new PathChoice(List.of("data.bin")).in(here));

        Process script = start(tools, "upload", Long.toString(cargo.blocks() + 1));
        cargo.from(here, script.getOutputStream());
        script.getOutputStream().close();

        script.waitFor();
        assertThat(volume.resolve("control/ready")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void whatWasChosenComesHomeBehindTheOutput(Tools tools) throws Exception {
        write(volume.resolve("workspace/out/model.bin"), 5 * Cargo.BLOCK + 1234);
        write(volume.resolve("workspace/secret"), 10);
        Files.writeString(volume.resolve("control/output"), "known\nnew\n");

        Process script = start(tools, "fetch", "6", "0");
        assertThat(offered(script)).containsExactlyInAnyOrder("./out/model.bin", "./secret");
        choose(script, "./out/model.bin\n");
        assertThat(receive(script)).isEqualTo("new\n");
        Unpacking.install(here, "scratch");

        assertThat(script.waitFor()).isZero();
        assertSame("out/model.bin");
        assertThat(here.resolve("secret")).doesNotExist();
        assertThat(volume.resolve("control")).isDirectoryContaining("glob:**/released").isDirectoryNotContaining("glob:**/fetch.*");
    }

    @ParameterizedTest
    @EnumSource
    void outputComesHomeWithoutFiles(Tools tools) throws Exception {
        Files.writeString(volume.resolve("control/output"), "known\nnew\n");

        Process script = start(tools, "fetch", "6", "0");
        assertThat(offered(script)).isEmpty();
        choose(script, "");
        assertThat(receive(script)).isEqualTo("new\n");
        assertThat(script.waitFor()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"fetch", "tail", "upload", "upload-stored"})
    void aScriptFitsIntoTheAddressOfARequest(String script) {
        assertThat(URLEncoder.encode(Script.brief(Conversation.class, script), StandardCharsets.UTF_8)).hasSizeLessThan(3_600);
    }

    /** busybox has no curl, which is another reason not to get there. */
    @ParameterizedTest
    @EnumSource
    void aStorageThatIsNotReachedIsSaid(Tools tools) throws Exception {
        Process script = start(tools, "upload-stored");
        say(script, "http://127.0.0.1:1/scratch/in.tar?X-Amz-Signature=secret\n");

        try (BufferedReader errors = script.errorReader()) {
            assertThat(errors.lines()).singleElement().asString().startsWith("unreached ").contains("curl: ").doesNotContain("secret");
        }
        assertThat(script.waitFor()).isEqualTo(1);
        assertThat(volume.resolve("control/ready")).doesNotExist();
    }

    /** A script that waits for what never comes fails its test. */
    private Process watched(ProcessBuilder builder) throws IOException {
        Process script = builder.start();
        script.onExit().orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).exceptionally(late -> {
            script.descendants().forEach(ProcessHandle::destroyForcibly);
            return script.destroyForcibly();
        });
        return script;
    }

    private Process start(Tools from, String script, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", Script.brief(Conversation.class, script), script, volume.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        if (from == Tools.BUSYBOX) {
            Path tools = Busybox.in(Files.createTempDirectory(root, "tools"))
                    .orElseThrow(() -> new TestAbortedException("skipped, there is no busybox here"));
            builder.environment().put("PATH", tools.toString());
        }
        return watched(builder);
    }

    private static List<String> offered(Process script) throws IOException {
        int length = Integer.parseInt(Conversation.line(script.getInputStream()));
        String names = new String(script.getInputStream().readNBytes(length), StandardCharsets.UTF_8);
        return names.isEmpty() ? List.of() : List.of(names.split("\0"));
    }

    private static void choose(Process script, String choice) throws IOException {
        say(script, choice.length() + "\n" + choice + "\n");
    }

    /** Takes the stream as long as the script says it is, compares its digest, and returns the output that it starts with. */
    private String receive(Process script) throws Exception {
        InputStream stream = script.getInputStream();
        int rest = Integer.parseInt(Conversation.line(stream));
        String output = new String(stream.readNBytes(rest), StandardCharsets.UTF_8);
        // Only the end of a file tells where a stream without blocks ends, so the script is let go before that.
        say(script, "released\n");
        byte[] files = stream.readAllBytes();
        MessageDigest digest = Digests.sha256();
        digest.update(output.getBytes(StandardCharsets.UTF_8));
        String sha256 = HexFormat.of().formatHex(digest.digest(files));
        try (BufferedReader errors = script.errorReader()) {
            assertThat(errors.lines()).containsExactly("sent " + (rest + files.length) + " " + sha256);
        }
        Files.createDirectories(here.resolve("scratch"));
        new Unpacking("scratch", "scratch/output", 0)
                .into(here, new ByteArrayInputStream(files));
        return output;
    }

    private static void say(Process script, String words) throws IOException {
        OutputStream stream = script.getOutputStream();
        stream.write(words.getBytes(StandardCharsets.UTF_8));
        stream.flush();
    }

    private void assertSame(String... files) throws IOException {
        for (String file : files) {
            assertThat(Files.mismatch(here.resolve(file), volume.resolve("workspace").resolve(file))).as(file).isEqualTo(-1);
        }
    }

    private static void write(Path file, int size) throws IOException {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }
}
