package io.jenkins.plugins.mlsteps.workload.kubernetes.files;

import java.io.IOException;
import java.io.InputStream;

/** A stream that is opened when it is first read. */
final class LateStream extends InputStream {
    private final Source source;
    private InputStream stream;

    /** Opens the stream. */
    @FunctionalInterface
    interface Source {
        InputStream open() throws IOException;
    }

    LateStream(Source source) {
        this.source = source;
    }

    private InputStream stream() throws IOException {
        if (stream == null) {
            stream = source.open();
        }
        return stream;
    }

    @Override
    public int read() throws IOException {
        return stream().read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        return stream().read(target, offset, length);
    }

    @Override
    public void close() throws IOException {
        if (stream != null) {
            stream.close();
        }
    }
}
