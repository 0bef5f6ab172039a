package io.jenkins.plugins.mlsteps.model.scan;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/** Bytes that can be read more than once: of a file, an entry of an archive, or what a compressed file unpacks to. */
interface Content {
    int BUFFER = 1 << 16;

    /** From the first byte; the caller closes it. */
    InputStream open() throws IOException;

    default Content gunzipped() {
        return () -> {
            InputStream packed = new BufferedInputStream(open(), BUFFER);
            try {
                return new GZIPInputStream(packed, BUFFER);
            } catch (IOException e) {
                packed.close();
                throw e;
            }
        };
    }

    default Content inflated() {
        return () -> new InflaterInputStream(new BufferedInputStream(open(), BUFFER));
    }

    /** A file, whose bytes can also be read out of order. */
    record OnDisk(Path file) implements Content {
        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file);
        }
    }
}
