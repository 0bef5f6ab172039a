package io.jenkins.plugins.mlsteps.metrics;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a text may begin with to tell its encoding, as programs on Windows write it: {@code >} of PowerShell, for one, writes UTF-16. */
final class ByteOrderMark {
    private static final byte[] UTF_8 = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private ByteOrderMark() {}

    /**
     * Goes past the mark of UTF-8; that of UTF-16 is left to its decoder, which needs it.
     *
     * @param in at the start of a text, with support for {@link InputStream#mark}
     * @return UTF-16 or, where no mark tells so, UTF-8
     */
    static Charset pass(InputStream in) throws IOException {
        in.mark(UTF_8.length);
        byte[] start = in.readNBytes(UTF_8.length);
        if (Arrays.equals(start, UTF_8)) {
            return StandardCharsets.UTF_8;
        }
        in.reset();
        return isUtf16(start) ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
    }

    /** The text that these first bytes of a file hold, without a mark. */
    static String decode(byte[] head) throws IOException {
        InputStream in = new ByteArrayInputStream(head);
        Charset encoding = pass(in);
        return new String(in.readAllBytes(), encoding);
    }

    private static boolean isUtf16(byte[] start) {
        int first = start.length < 2 ? 0 : (start[0] & 0xff) << 8 | start[1] & 0xff;
        return first == 0xfeff || first == 0xfffe;
    }
}
