package io.jenkins.plugins.mlsteps.tune;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.jenkins.plugins.mlsteps.record.IoFailure;
import io.jenkins.plugins.mlsteps.record.Trial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The lines of a journal. Of those that a later one of the same trial replaces, only the number and the state are looked at: a
 * study of n trials has 2 n lines and more, and each of them has all that the earlier ones of its trial had.
 */
final class TrialLines {
    /** How every line begins and what makes it one that may be replaced, as the journal writes them. */
    private static final byte[] NUMBER = "{\"number\":".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] RUNNING = "\"state\":\"RUNNING\"".getBytes(StandardCharsets.US_ASCII);
    private static final int BEFORE_R = "\"state\":\"".length();
    private static final int MOST_DIGITS = 9;

    private final byte[] bytes;
    private final Path file;
    private final String otherwise;
    private final List<Line> lines = new ArrayList<>();
    private final List<Line> lastOfTrial = new ArrayList<>();

    private record Line(int position, int trial, int start, int length) {}

    private TrialLines(byte[] bytes, Path file, String otherwise) {
        this.bytes = bytes;
        this.file = file;
        this.otherwise = otherwise;
    }

    /**
     * @param end where the last line ends
     * @param file for messages
     * @param otherwise what can be done about a line that is no trial but to correct it
     * @return the last line of each trial, in the order of these lines
     * @throws IOException when a line is no trial, or no line that can follow those before it
     */
    static List<Trial> last(byte[] bytes, int end, Path file, String otherwise) throws IOException {
        TrialLines lines = new TrialLines(bytes, file, otherwise);
        lines.split(end);
        return lines.last();
    }

    private void split(int end) throws IOException {
        int start = 0;
        int position = 1;
        while (start < end) {
            int length = lineFeed(start, end) - start;
            if (length > 0) {
                add(new Line(position, trialOf(position, start, length), start, length));
            }
            start += length + 1;
            position++;
        }
    }

    private int lineFeed(int start, int end) {
        int i = start;
        while (i < end && bytes[i] != '\n') {
            i++;
        }
        return i;
    }

    private void add(Line line) throws IOException {
        if (line.trial == lastOfTrial.size()) {
            lastOfTrial.add(line);
        } else if (line.trial < lastOfTrial.size() && isRunning(lastOfTrial.get(line.trial))) {
            lastOfTrial.set(line.trial, line);
        } else {
            throw new IOException(file + " line " + line.position + ": trial " + line.trial + " cannot follow trial "
                    + (lastOfTrial.size() - 1) + ", or has ended before");
        }
        lines.add(line);
    }

    private List<Trial> last() throws IOException {
        List<Line> last = new ArrayList<>(lastOfTrial.size());
        for (Line line : lines) {
            if (lastOfTrial.get(line.trial) == line) {
                last.add(line);
            }
        }
        try {
            return TrialLine.parseAll(together(last), last.size());
        } catch (JsonProcessingException e) {
            return oneByOne(last);
        }
    }

    /** The lines without what is between them: one parser for all takes half the time of one for each. */
    private byte[] together(List<Line> last) {
        int length = 0;
        for (Line line : last) {
            length += line.length + 1;
        }
        byte[] together = new byte[length];
        int end = 0;
        for (Line line : last) {
            System.arraycopy(bytes, line.start, together, end, line.length);
            end += line.length;
            together[end++] = '\n';
        }
        return together;
    }

    /** Finds the line that is not a trial, or takes lines that this journal would not have written so. */
    private List<Trial> oneByOne(List<Line> last) throws IOException {
        List<Trial> trials = new ArrayList<>(last.size());
        for (Line line : last) {
            trials.add(parse(line.position, line.start, line.length));
        }
        return trials;
    }

    private int trialOf(int position, int start, int length) throws IOException {
        int number = 0;
        int digits = 0;
        if (isAt(start, NUMBER, start + length)) {
            int i = start + NUMBER.length;
            for (; i < start + length && digits <= MOST_DIGITS && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
                number = 10 * number + bytes[i] - '0';
                digits++;
            }
            if (digits > 0 && digits <= MOST_DIGITS && i < start + length && bytes[i] == ',') {
                return number;
            }
        }
        return parse(position, start, length).number();
    }

    private boolean isRunning(Line line) throws IOException {
        int end = line.start + line.length;
        for (int i = line.start; i < end; i++) {
            if (bytes[i] == 'R' && i - BEFORE_R >= line.start && isAt(i - BEFORE_R, RUNNING, end)) {
                return true;
            }
        }
        return !parse(line.position, line.start, line.length).isFinished();
    }

    private boolean isAt(int start, byte[] wanted, int end) {
        return start + wanted.length <= end && Arrays.equals(bytes, start, start + wanted.length, wanted, 0, wanted.length);
    }

    private Trial parse(int position, int start, int length) throws IOException {
        try {
            return TrialLine.parse(bytes, start, length);
        } catch (JsonProcessingException e) {
            throw new IOException(
                    file + " line " + position + " is not a trial: " + IoFailure.mistake(e) + "; correct the line, or " + otherwise,
                    e);
        }
    }
}
