package io.jenkins.plugins.mlsteps.model.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelScanTest {
    /** {@code pickle.dumps(os.system, protocol)} and the like, as Python 3.11 writes them on Linux. */
    private static final String SYSTEM_2 = "800263706f7369780a73797374656d0a71002e";

    private static final String SYSTEM_4 = "80049514000000000000008c05706f736978948c0673797374656d9493942e";

    /** {@code OrderedDict([('a', 1.5)])}, protocol 4. */
    private static final String DICTIONARY =
            "80049530000000000000008c0b636f6c6c656374696f6e73948c0b4f726465726564446963749493942952948c016194473ff8000000000000732e";

    @TempDir
    Path model;

    private void write(String name, byte[] content) throws Exception {
        Files.createDirectories(model.resolve(name).getParent());
        Files.write(model.resolve(name), content);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static byte[] zip(String entry, byte[] content) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(content);
        }
        return bytes.toByteArray();
    }

    private List<String> found() throws Exception {
        return ModelScan.of(model).stream().map(it -> it.file() + " " + it.what()).toList();
    }

    @Test
    void aPickleOfDataIsFine() throws Exception {
        write("model.pkl", bytes(DICTIONARY));
        assertThat(found()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                SYSTEM_2 + "| imports posix.system",
                SYSTEM_4 + "| imports posix.system",
                // protocol 0: cos\\nsystem\\n(S'id'\\ntR.
                "636f730a73797374656d0a2853276964270a74522e | imports os.system",
                // the opcode INST: (S'id'\\nios\\nsystem\\n.
                "2853276964270a696f730a73797374656d0a2e | imports os.system",
                // an estimator's module with a dotted name, which reaches what it imported
                "80048c0c736b6c6561726e2e626173658c096f732e73797374656d932e | imports sklearn.base.os.system",
                // the name is put together on the stack: 'posix', None, STACK_GLOBAL
                "80048c05706f7369784e932e | works out only when it is loaded",
                "800282012e | imports the extension 1",
                "8004950500000000000000 | ends before it should",
                "80048c05706f | ends before it should",
                "8004ff2e | cannot be read beyond byte",
            })
    void aPickleThatRunsCodeIsFound(String hex, String what) throws Exception {
        write("model.pkl", bytes(hex));
        assertThat(found()).singleElement().asString().startsWith("model.pkl ").contains(what);
    }

    /** See the README beside the files. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "pipeline.joblib", "pipeline-zlib.joblib", "forest.joblib", "labels.joblib", "columns.joblib", "neighbours.joblib", "boosting.joblib",
                "types.joblib"
            })
    void stepsOverTheArraysOfJoblib(String file) throws Exception {
        write(file, joblib(file));
        assertThat(found()).isEmpty();
    }

    /** To pickle.load an array of objects is a part of the pickle, to joblib.load a pickle of its own: names may mean two things. */
    @Test
    void doesNotGuessWhoLoadsAnArrayOfObjects() throws Exception {
        write("columns.pkl", joblib("columns.joblib"));
        assertThat(found()).singleElement().asString().contains("name the file .joblib");
    }

    /** The import stands behind the array or is taken for a part of it. */
    @ParameterizedTest
    @CsvSource({
        "0, imports posix.system",
        "1, the padding of an array",
        "2, an array stands where joblib writes none",
        "3, may be an array of joblib or not",
        "4, before 1.2",
        "5, ends before it should"
    })
    void anArrayHidesNoImport(int trick, String what) throws Exception {
        write("model.joblib", trick(trick));
        assertThat(found()).isNotEmpty().anySatisfy(finding -> assertThat(finding).contains(what));
    }

    private static byte[] joblib(String file) throws Exception {
        try (InputStream in = ModelScanTest.class.getResourceAsStream("/model/joblib/" + file)) {
            return in.readAllBytes();
        }
    }

    /** A pickle of an array of two bytes, or something like it, with {@code posix.system} behind or in it. */
    private static byte[] trick(int trick) {
        String wrapperClass = text("joblib.numpy_pickle") + text("NumpyArrayWrapper") + "93";
        String made = trick == 3 ? text("copyreg") + text("_reconstructor") + "93" + wrapperClass + text("numpy") + text("ndarray") + "934e8752"
                : wrapperClass + "2981";
        String type = text("numpy") + text("dtype") + "93" + text("u1") + "898887" + "52";
        String alignment = trick == 4 ? "4e" : "4b10";
        String state = "7d28" + text("shape") + "4b0285" + text("dtype") + type + text("numpy_array_alignment_bytes") + alignment + "75";
        String frame = trick == 2 ? "95ff00000000000000" : "";
        String padding = trick == 1 ? "63" : "0100";
        String elements = trick == 5 ? "00" : "0000";
        String evil = trick == 5 ? "" : SYSTEM_4.substring(22);
        return bytes("8004" + frame + made + state + "62" + padding + elements + evil);
    }

    private static String text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return String.format("8c%02x", bytes.length) + HexFormat.of().formatHex(bytes);
    }

    @Test
    void looksIntoArchivesAndCompressedFiles() throws Exception {
        write("a/model.pt", zip("model/data.pkl", bytes(SYSTEM_4)));
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(bytes(SYSTEM_2));
        }
        write("b.pkl.gz", gzip.toByteArray());
        ByteArrayOutputStream zlib = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(zlib)) {
            out.write(bytes(SYSTEM_2));
        }
        write("c.joblib", zlib.toByteArray());
        assertThat(found())
                .containsExactly(
                        "a/model.pt!model/data.pkl imports posix.system",
                        "b.pkl.gz imports posix.system",
                        "c.joblib imports posix.system");
    }

    @Test
    void looksIntoAnArchiveAsTorchWritesIt() throws Exception {
        write("model.pt", new ZipFiles().entry("archive/data.pkl", bytes(DICTIONARY)).entry("archive/version", ascii("3")).bytes());
        assertThat(found()).isEmpty();
        write("model.pt", new ZipFiles().entry("archive/data.pkl", bytes(SYSTEM_2)).bytes());
        assertThat(found()).containsExactly("model.pt!archive/data.pkl imports posix.system");
    }

    /** Python goes by the directory at the end of an archive, others by the headers before its entries. */
    @Test
    void anArchiveThatReadersReadDifferentlyIsFound() throws Exception {
        byte[] gap = new byte[8];
        byte[] evil = bytes(SYSTEM_2);
        write("a.pt", new ZipFiles().entry("a/version", ascii("3")).gap(gap).entry("a/data.pkl", evil).bytes());
        write("b.pt", new ZipFiles().entry("b/version", ascii("3")).entry("b/data.pkl", evil).gap(gap).bytes());
        write("c.pt", new ZipFiles().gap(new ZipFiles().entry("c/data.pkl", evil).bytes()).bytes());
        write("d.pt", new ZipFiles().entry("d/data.txt", "d/data.pkl", ascii("3")).bytes());
        byte[] archive = new ZipFiles().entry("e/data.pkl", evil).bytes();
        write("e.npz", joined(ascii("words"), archive));
        write("f.npz", joined(archive, ascii("words")));
        write("g.zip", zip("inner.bin", Files.readAllBytes(model.resolve("a.pt"))));
        write("h.zip", zip("inner.bin", Files.readAllBytes(model.resolve("e.npz"))));
        assertThat(found())
                .containsExactly(
                        "a.pt!a/data.pkl imports posix.system",
                        "b.pt!b/data.pkl imports posix.system",
                        "c.pt is a damaged archive: Central directory is empty, can't expand corrupt archive.",
                        "d.pt!d/data.pkl is a pickle that cannot be read beyond byte 1: 0x33 is no opcode",
                        "e.npz ends as a zip archive does, so that some programs read it as one and others do not",
                        "f.npz!e/data.pkl imports posix.system",
                        "g.zip!inner.bin!a/data.pkl imports posix.system",
                        "h.zip!inner.bin ends as a zip archive does, so that some programs read it as one and others do not");
    }

    @Test
    void aDamagedEntryIsFound() throws Exception {
        byte[] archive = new ZipFiles().entry("words.txt", ascii("words")).bytes();
        archive[30 + "words.txt".length()]++;
        write("model.zip", archive);
        assertThat(found()).singleElement().asString().startsWith("model.zip!words.txt is a damaged archive");
    }

    @Test
    void everyEntryOfADirectoryIsLookedInto() throws Exception {
        write("a.pt", new ZipFiles().entry("a", bytes(SYSTEM_2)).entry("a", bytes(DICTIONARY)).bytes());
        write("b.pt", new ZipFiles().entry("a", bytes(DICTIONARY)).entry("a", bytes(SYSTEM_2)).bytes());
        write("c.pt", new ZipFiles().entry("a/", bytes(SYSTEM_2)).bytes());
        assertThat(found()).containsExactly("a.pt!a imports posix.system", "b.pt!a imports posix.system", "c.pt!a/ imports posix.system");
    }

    @ParameterizedTest
    @CsvSource({
        "8, 9, is encrypted or compressed by method 0",
        "10, 14, is encrypted or compressed by method 14",
        "24, 4, its size or CRC is not what the directory",
        "24, 6, its size or CRC is not what the directory",
        "20, 4, its size or CRC is not what the directory",
        "42, 1, overlaps with central directory"
    })
    void anEntryThatCannotBeReadIsFound(int field, byte value, String message) throws Exception {
        byte[] archive = new ZipFiles().entry("words.txt", ascii("words")).bytes();
        archive[30 + "words.txt".length() + 5 + 16 + field] = value;
        write("model.zip", archive);
        assertThat(found()).singleElement().asString().startsWith("model.zip!words.txt is a damaged archive").contains(message);
    }

    @Test
    void aDirectoryThatReadersFindAtDifferentPlacesIsFound() throws Exception {
        byte[] archive = new ZipFiles().entry("a", ascii("words")).entry("b", ascii("words")).bytes();
        byte[] shorter = archive.clone();
        shorter[archive.length - 10] -= 47;
        write("a.zip", shorter);
        byte[] later = archive.clone();
        later[archive.length - 6]++;
        write("b.zip", later);
        byte[] large = zip64("a", bytes(SYSTEM_2));
        write("c.zip", large);
        byte[] elsewhere = large.clone();
        elsewhere[large.length - 22 - 12]--;
        write("d.zip", elsewhere);
        byte[] earlier = large.clone();
        earlier[large.length - 22 - 20 - 8]--;
        write("e.zip", earlier);
        assertThat(found())
                .containsExactly(
                        "a.zip is a damaged archive: its directory is not where it should be",
                        "b.zip is a damaged archive: its directory is not where it should be",
                        "c.zip!a imports posix.system",
                        "d.zip is a damaged archive: its end record for large archives is not where it should be",
                        "e.zip is a damaged archive: its directory is not where it should be");
    }

    @Test
    void entriesThatShareTheirBytesAreFound() throws Exception {
        byte[] archive = new ZipFiles().entry("a", new byte[1000]).entry("b", new byte[1000]).bytes();
        archive[archive.length - 22 - 47 + 42] = 0;
        archive[archive.length - 22 - 47 + 43] = 0;
        archive = joined(Arrays.copyOf(archive, 1047), Arrays.copyOfRange(archive, 2094, archive.length));
        ByteBuffer.wrap(archive).order(ByteOrder.LITTLE_ENDIAN).putInt(archive.length - 6, 1047);
        write("model.zip", archive);
        assertThat(found()).containsExactly("model.zip is a damaged archive: its entries overlap");
    }

    private static byte[] zip64(String entry, byte[] content) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            zip.setUseZip64(Zip64Mode.Always);
            zip.putArchiveEntry(new ZipArchiveEntry(entry));
            zip.write(content);
            zip.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cposix\nsystem\n(S'true'\ntR.",
                "(S'true'\niposix\nsystem\n.",
                "(cposix\nsystem\nS'true'\no.",
                // Python calls it before it gives up
                "cposix\nsystem\n(S'true'\ntR and more",
                "cposix\nsystem\np1_0\n(S'true'\ntR."
            })
    void aPickleWithoutAMarkIsFoundUnderAnyName(String pickle) throws Exception {
        write("pytorch_model.bin", ascii(pickle));
        assertThat(found()).singleElement().asString().contains("imports posix.system");
        write("pytorch_model.bin", joined(ascii("S'" + "x".repeat(2 << 20) + "'\n0"), ascii(pickle)));
        assertThat(found()).singleElement().asString().contains("imports posix.system");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cat\ndog\nhorse\n", "cat\ndog\n", "# Model\n\nc", "(in short\nas said\n.", "I am\ncome\n.", "{\"a\": 1}", "."})
    void wordsAreNoPickle(String words) throws Exception {
        write("labels.txt", ascii(words));
        assertThat(found()).isEmpty();
    }

    @Test
    void looksBehindTheHeaderOfAnArray() throws Exception {
        String header = "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }\n";
        byte[] start = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0};
        write("a.npy", joined(joined(start, ascii(header)), bytes(SYSTEM_4)));
        write("b.npy", joined(joined(start, ascii(header)), bytes(DICTIONARY)));
        assertThat(found()).containsExactly("a.npy imports posix.system");
    }

    @Test
    void whatIsNotLookedIntoIsFound() throws Exception {
        write("a.bin", ascii("BZh91AY&SY"));
        write("b.bin", bytes("fd377a585a000004"));
        write("c.bin", bytes("5d00008000ffffffffffffffff0040"));
        byte[] tar = new byte[1024];
        System.arraycopy(ascii("data.pkl"), 0, tar, 0, 8);
        int sum = 8 * ' ';
        for (byte one : tar) {
            sum += one;
        }
        System.arraycopy(ascii(String.format("%06o", sum)), 0, tar, 148, 6);
        write("d.bin", tar);
        ByteArrayOutputStream zlib = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(zlib)) {
            out.write(ascii("cposix\nsys"));
        }
        write("e.bin", joined(zlib.toByteArray(), zlib.toByteArray()));
        assertThat(found())
                .containsExactly(
                        "a.bin is compressed by bzip2, which is not looked into",
                        "b.bin is compressed by xz, which is not looked into",
                        "c.bin is compressed by lzma, which is not looked into",
                        "d.bin is a tar archive, which is not looked into",
                        "e.bin has something behind its compressed data");
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @CsvSource({"../evil.txt", "a/../../evil.txt", "/etc/passwd", "C:/evil.txt", "..\\evil.txt"})
    void archiveEntriesStayInTheirDirectory(String entry) throws Exception {
        write("model.zip", zip(entry, new byte[] {1}));
        assertThat(found()).singleElement().asString().contains("outside its directory");
        write("model.zip", zip("a/b..c.txt", new byte[] {1}));
        assertThat(found()).isEmpty();
    }

    @Test
    void findsLambdaLayersOperationsThatRunPythonExecutablesAndLinks() throws Exception {
        write("a.keras", zip("config.json", "{\"layers\": [{\"class_name\": \"Lambda\"}]}".getBytes(StandardCharsets.UTF_8)));
        byte[] large = new byte[200_000];
        byte[] word = "PyFunc".getBytes(StandardCharsets.UTF_8);
        System.arraycopy(word, 0, large, (1 << 16) - 3, word.length);
        write("b/saved_model.pb", large);
        write("c.so", new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0});
        write("d.sh", "#!/bin/sh\n".getBytes(StandardCharsets.UTF_8));
        Files.createSymbolicLink(model.resolve("e"), Path.of("d.sh"));
        write("f.onnx", new byte[] {8, 7, 18, 4});
        assertThat(found())
                .containsExactly(
                        "a.keras!config.json has a Keras Lambda layer, which is Python code",
                        "b/saved_model.pb has the TensorFlow operation PyFunc, which runs Python",
                        "c.so is an ELF program or library",
                        "d.sh is a script",
                        "e is a symbolic link");
    }

    @Property(tries = 500)
    void whateverTheBytesAreThereIsAnAnswer(@ForAll byte[] content) throws Exception {
        Path directory = Files.createTempDirectory("model");
        Path file = Files.write(directory.resolve("model.pkl"), content);
        assertThat(ModelScan.of(directory)).allSatisfy(finding -> assertThat(finding.file()).isEqualTo("model.pkl"));
        Files.delete(file);
        Files.delete(directory);
    }

    @Property(tries = 500)
    void whatOtherOpcodesDoBeforeItDoesNotHideAnImport(@ForAll("harmless") List<String> before) throws Exception {
        Path directory = Files.createTempDirectory("model");
        Path file = Files.write(
                directory.resolve("model.pkl"), bytes("8004" + String.join("", before) + SYSTEM_4.substring(22)));
        assertThat(ModelScan.of(directory)).containsExactly(new Finding("model.pkl", "imports posix.system"));
        Files.delete(file);
        Files.delete(directory);
    }

    /** None, True, tuples, marks, small numbers, short strings, lists, dictionaries; values taken twice, off, remembered and recalled. */
    @Provide
    Arbitrary<List<String>> harmless() {
        return Arbitraries.of("4e", "88", "29", "28", "4e30", "4e32", "4b07", "4d0102", "8c0161", "8c00", "4e94", "4e71006800", "5d", "7d")
                .list()
                .ofMaxSize(100);
    }
}
