package io.jenkins.plugins.mlsteps.model.scan;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.ZipException;

/** Whether a file is a pickle or one of PyTorch's archives, whatever its name is. */
public final class PickleCheck {
    private PickleCheck() {}

    /** Whether it is a zip archive with the entry that {@code torch.load} unpickles. */
    public static boolean isTorchArchive(Path file) throws IOException {
        try (ZipArchive archive = ZipArchive.open(file)) {
            return archive.entries().stream().anyMatch(entry -> entry.getName().endsWith("data.pkl"));
        } catch (ZipException | EOFException e) {
            return false; // none, or one that the scan does not let pass
        }
    }

    /** Whether Python's unpickler or joblib would import something from it; one of numbers and texts alone has no mark before protocol 2. */
    public static boolean isPickle(Path file) throws IOException {
        return isPickle(new Content.OnDisk(file), true);
    }

    private static boolean isPickle(Content content, boolean orCompressed) throws IOException {
        try (InputStream in = new BufferedInputStream(content.open(), Content.BUFFER)) {
            in.mark(Content.BUFFER);
            byte[] head = in.readNBytes(Marks.HEAD);
            in.reset();
            if (orCompressed && Marks.isGzip(head)) {
                return isPickle(content.gunzipped(), false);
            }
            if (orCompressed && Marks.isZlib(head)) {
                return isPickle(content.inflated(), false);
            }
            in.skipNBytes(Math.max(0, Marks.npyHeader(head)));
            return Marks.isPickle(head) || new PickleScan(in, false).findingsIfPickle().isPresent();
        } catch (ZipException | EOFException e) {
            return false;
        }
    }
}
