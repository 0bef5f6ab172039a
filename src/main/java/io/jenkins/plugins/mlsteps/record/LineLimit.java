package io.jenkins.plugins.mlsteps.record;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** A text without what its lines have beyond the longest that makes sense: a line without an end does not fill the memory. */
public final class LineLimit extends FilterReader {
    /** In characters, a hundred times what a step writes; what is cut here is no JSON any more. */
    public static final int LONGEST = 1 << 20;

    private int length;

    public LineLimit(Reader text) {
        super(text);
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(char[] buffer, int offset, int most) throws IOException {
        int kept = 0;
        while (kept == 0) {
            int count = super.read(buffer, offset, most);
            if (count <= 0) {
                return count;
            }
            kept = keep(buffer, offset, count);
        }
        return kept;
    }

    private int keep(char[] buffer, int offset, int count) {
        int kept = 0;
        for (int i = offset; i < offset + count; i++) {
            boolean ends = buffer[i] == '\n' || buffer[i] == '\r';
            if (ends || length < LONGEST) {
                buffer[offset + kept++] = buffer[i];
                length = ends ? 0 : length + 1;
            }
        }
        return kept;
    }
}
