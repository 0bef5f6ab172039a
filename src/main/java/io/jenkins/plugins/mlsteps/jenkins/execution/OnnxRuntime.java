package io.jenkins.plugins.mlsteps.jenkins.execution;

import hudson.AbortException;
import hudson.ProxyConfiguration;
import io.jenkins.plugins.mlsteps.host.StepLog;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import jenkins.model.Jenkins;
import jenkins.util.SystemProperties;

/**
 * ONNX Runtime, which serves models: 73 MB of native code for every platform, too heavy for a plugin. The controller fetches it when
 * the first model is served and keeps it; an agent gets the part for its platform.
 *
 * @param directory of the controller where it is kept
 */
record OnnxRuntime(Path directory) {
    /** System property that names the place it is fetched from. */
    static final String LOCATION = "io.jenkins.plugins.mlsteps.onnxruntime.url";

    /** Kept equal to the POM's, with the digest, by OnnxRuntimeTest. */
    static final String VERSION = "1.23.2";

    static final String SHA256 = "e0ab4a1af57d2da09097202f2dfd691e390c82e81183314788ccde4cf7c3cc38";

    private static final String NATIVE = "ai/onnxruntime/native/";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    static OnnxRuntime ofThisController() {
        return new OnnxRuntime(Jenkins.get().getRootDir().toPath().resolve("caches/ml-pipeline-steps"));
    }

    /** Whether a jar is one of its builds. */
    static boolean isIn(String jar) {
        return jar.startsWith("onnxruntime");
    }

    /**
     * The jar with the native code of one platform; fetched when it is not here yet.
     *
     * @param platform as {@link Platform#name}
     * @throws AbortException when it cannot be fetched, is not what it should be, or does not run on the platform
     */
    Path part(String platform, StepLog log) throws IOException {
        synchronized (OnnxRuntime.class) {
            Path part = directory.resolve("onnxruntime-" + VERSION + "-" + platform + ".jar");
            if (!Files.exists(part)) {
                cut(whole(log), platform, part);
            }
            return part;
        }
    }

    private Path whole(StepLog log) throws IOException {
        Path whole = directory.resolve("onnxruntime-" + VERSION + ".jar");
        if (!Files.exists(whole)) {
            String location = SystemProperties.getString(LOCATION);
            if (location == null) {
                throw new AbortException("ONNX Runtime, which serves models, is not here" + remedy());
            }
            log.line("fetching ONNX Runtime from " + location);
            Files.createDirectories(directory);
            Path partial = Files.createTempFile(directory, "onnxruntime", ".part");
            try {
                fetch(location, partial);
                Files.move(partial, whole, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(partial);
            }
        }
        return whole;
    }

    private static void fetch(String location, Path file) throws IOException {
        String digest;
        try {
            URLConnection connection = ProxyConfiguration.open(URI.create(location).toURL());
            connection.setConnectTimeout((int) PATIENCE.toMillis());
            connection.setReadTimeout((int) PATIENCE.toMillis());
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(connection.getInputStream(), sha256)) {
                Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
            }
            digest = HexFormat.of().formatHex(sha256.digest());
        } catch (IOException | IllegalArgumentException e) {
            throw new AbortException("ONNX Runtime, which serves models, cannot be fetched from " + location + ": " + e + remedy());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
        if (!digest.equals(SHA256)) {
            throw new AbortException("what " + location + " gave is not ONNX Runtime " + VERSION + ": its SHA-256 is " + digest
                    + ", expected " + SHA256 + remedy());
        }
    }

    private static String remedy() {
        return ". Name the address of the jar com.microsoft.onnxruntime:onnxruntime:" + VERSION + ", in a Maven repository that the"
                + " controller reaches, in its system property " + LOCATION + ", or put the jar into ml-steps/lib of the Jenkins home"
                + " directory";
    }

    private void cut(Path whole, String platform, Path part) throws IOException {
        Path partial = Files.createTempFile(directory, "onnxruntime", ".part");
        try {
            if (!copy(whole, NATIVE + platform + "/", partial)) {
                throw new AbortException("ONNX Runtime " + VERSION + ", which serves models, has no native code for " + platform
                        + ": serve on another agent, or put a build of it for this platform into ml-steps/lib of the Jenkins home directory");
            }
            Files.move(partial, part, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /** Leaves out the native code of other platforms, and debug symbols. Returns whether there was some of this platform. */
    private static boolean copy(Path whole, String ofPlatform, Path part) throws IOException {
        boolean found = false;
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(whole));
                OutputStream file = Files.newOutputStream(part);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                boolean isNative = entry.getName().startsWith(NATIVE) && !entry.isDirectory();
                boolean runs = entry.getName().startsWith(ofPlatform) && !entry.getName().contains(".dSYM/");
                if (!isNative || runs) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    in.transferTo(out);
                    out.closeEntry();
                }
                found |= isNative && runs;
            }
        }
        return found;
    }
}
