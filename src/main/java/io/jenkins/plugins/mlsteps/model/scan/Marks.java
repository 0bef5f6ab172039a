package io.jenkins.plugins.mlsteps.model.scan;

import java.nio.charset.StandardCharsets;

/** What the first bytes of a file say that it is. */
final class Marks {
    /** Bytes of a header of a tar archive; no other mark needs as many. */
    static final int HEAD = 512;

    private static final int TAR_SUM = 148;
    private static final int TAR_SUM_DIGITS = 8;

    private static final int LZMA_CODE = 13;
    private static final int LZMA_SMALLEST_DICTIONARY = 4096;

    private Marks() {}

    /** Programs of the common systems; null for others. */
    static String program(byte[] head) {
        if (starts(head, 0x7f, 'E', 'L', 'F')) {
            return "an ELF program or library";
        }
        if (starts(head, 'M', 'Z')) {
            return "a Windows program or library";
        }
        if (starts(head, 0xfe, 0xed, 0xfa, 0xce)
                || starts(head, 0xfe, 0xed, 0xfa, 0xcf)
                || starts(head, 0xcf, 0xfa, 0xed, 0xfe)
                || starts(head, 0xce, 0xfa, 0xed, 0xfe)) {
            return "a macOS program or library";
        }
        if (starts(head, 0xca, 0xfe, 0xba, 0xbe)) {
            return "a Java class or a macOS program";
        }
        return starts(head, '#', '!') ? "a script" : null;
    }

    /** Archives and compressed files that Python or joblib would unpack and this scan does not; null for others. */
    static String closed(byte[] head) {
        if (starts(head, 'B', 'Z', 'h')) {
            return "compressed by bzip2";
        }
        if (starts(head, 0xfd, '7', 'z', 'X', 'Z', 0)) {
            return "compressed by xz";
        }
        if (isLzma(head)) {
            return "compressed by lzma";
        }
        if (starts(head, 0x04, 0x22, 0x4d, 0x18)) {
            return "compressed by lz4";
        }
        if (starts(head, 0x28, 0xb5, 0x2f, 0xfd)) {
            return "compressed by zstd";
        }
        if (starts(head, '7', 'z', 0xbc, 0xaf, 0x27, 0x1c)) {
            return "a 7z archive";
        }
        return isTar(head) ? "a tar archive" : null;
    }

    /** With entries, without any, or in parts. */
    static boolean isZip(byte[] head) {
        return starts(head, 'P', 'K', 3, 4) || starts(head, 'P', 'K', 5, 6) || starts(head, 'P', 'K', 7, 8);
    }

    static boolean isGzip(byte[] head) {
        return starts(head, 0x1f, 0x8b);
    }

    /** The header of RFC 1950: method 8, window up to 32 KiB, and a check that makes it a multiple of 31. */
    static boolean isZlib(byte[] head) {
        return head.length > 2 && (head[0] & 0xff) == 0x78 && ((head[0] & 0xff) * 256 + (head[1] & 0xff)) % 31 == 0;
    }

    /** Protocol 2 and later start with the opcode PROTO and their number, 2 to 5 today. Protocols 0 and 1 have no mark. */
    static boolean isPickle(byte[] head) {
        return head.length > 2 && (head[0] & 0xff) == 0x80 && head[1] >= 2 && head[1] <= 5;
    }

    /** Bytes before the elements of an array of NumPy, which are a pickle when they are Python objects; -1 when it is none. */
    static long npyHeader(byte[] head) {
        if (head.length < 12 || !starts(head, 0x93, 'N', 'U', 'M', 'P', 'Y')) {
            return -1;
        }
        long shorter = head[8] & 0xff | (head[9] & 0xff) << 8;
        return head[6] == 1 ? 10 + shorter : 12 + (shorter | (head[10] & 0xffL) << 16 | (head[11] & 0xffL) << 24);
    }

    /** The properties that all encoders use, a dictionary of a size, and the zero that the code starts with: the format has no mark. */
    private static boolean isLzma(byte[] head) {
        if (head.length <= LZMA_CODE || !starts(head, 0x5d, 0) || head[LZMA_CODE] != 0) {
            return false;
        }
        long dictionary = (head[2] & 0xffL) << 8 | (head[3] & 0xffL) << 16 | (head[4] & 0xffL) << 24;
        return dictionary >= LZMA_SMALLEST_DICTIONARY;
    }

    /** By the sum over its first header, which all kinds of tar have: the oldest has no mark. */
    private static boolean isTar(byte[] head) {
        if (head.length < HEAD || head[0] == 0) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < HEAD; i++) {
            sum += i >= TAR_SUM && i < TAR_SUM + TAR_SUM_DIGITS ? ' ' : head[i] & 0xff;
        }
        String stated = new String(head, TAR_SUM, TAR_SUM_DIGITS, StandardCharsets.ISO_8859_1).replace('\0', ' ').strip();
        return stated.matches("[0-7]+") && Integer.parseInt(stated, 8) == sum;
    }

    private static boolean starts(byte[] head, int... mark) {
        if (head.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((head[i] & 0xff) != (mark[i] & 0xff)) {
                return false;
            }
        }
        return true;
    }
}
