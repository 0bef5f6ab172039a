package io.jenkins.plugins.mlsteps.metrics;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;

/**
 * Reads metrics from what a training prints, while it prints. A line is {@code epoch=3 loss=0.12 val_auc=0.93} among any
 * other text, or one JSON object; {@code docs/files.md} has the whole grammar. Bytes may come in any portions, and a carriage
 * return ends a line as a line feed does, so that progress bars are read as well.
 *
 * <p>Memory is bounded: a line longer than {@value #LONGEST_LINE} bytes holds no metrics. Not for use by several threads at once.
 */
public final class TextMetrics {
    static final int LONGEST_LINE = 1 << 20;

    private final Clock clock;
    private final MetricLine line;
    private byte[] begun = new byte[256];
    private int begunLength;
    private boolean begunMayHold;
    private boolean begunTooLong;

    /**
     * @param clock tells the time of a point, unless the line tells it
     * @param sink gets the points of a line as soon as the line has ended
     */
    public TextMetrics(Clock clock, MetricSink sink) {
        this.clock = clock;
        this.line = new MetricLine(sink);
    }

    /** The next portion of the output; the last line of it may go on in the next portion. */
    public void feed(byte[] bytes, int offset, int length) {
        Instant now = clock.instant();
        int end = offset + length;
        int start = offset;
        boolean mayHold = false;
        for (int at = offset; at < end; at++) {
            byte c = bytes[at];
            if (c == '\n' || c == '\r') {
                endLine(bytes, start, at, mayHold, now);
                start = at + 1;
                mayHold = false;
            } else if (c == '=' || c == '{') {
                mayHold = true;
            }
        }
        keep(bytes, start, end, mayHold);
    }

    /** Reads a last line that had no line end. */
    public void finish() {
        endLine(begun, 0, 0, false, clock.instant());
    }

    private void endLine(byte[] bytes, int start, int end, boolean mayHold, Instant now) {
        if (begunLength == 0 && !begunTooLong) {
            if (mayHold && end - start <= LONGEST_LINE) {
                line.read(bytes, start, end, now);
            }
            return;
        }
        keep(bytes, start, end, mayHold);
        if (begunMayHold && !begunTooLong) {
            line.read(begun, 0, begunLength, now);
        }
        begunLength = 0;
        begunMayHold = false;
        begunTooLong = false;
    }

    private void keep(byte[] bytes, int start, int end, boolean mayHold) {
        int length = end - start;
        if (begunTooLong || length > LONGEST_LINE - begunLength) {
            begunTooLong = true;
            begunLength = 0;
            return;
        }
        if (begunLength + length > begun.length) {
            begun = Arrays.copyOf(begun, Math.max(begunLength + length, 2 * begun.length));
        }
        System.arraycopy(bytes, start, begun, begunLength, length);
        begunLength += length;
        begunMayHold |= mayHold;
    }
}
