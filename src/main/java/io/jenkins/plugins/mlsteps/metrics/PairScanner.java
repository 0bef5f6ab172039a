package io.jenkins.plugins.mlsteps.metrics;

/**
 * Finds {@code name=value} pairs in a line of text. Understands what Katib's standard-output collector understands,
 * {@code ([\w|-]+)\s*=\s*([+-]?\d*(\.\d+)?([Ee][+-]?\d+)?)}, and also names with {@code / . @ %} and the values NaN and infinity;
 * unlike it, takes only whole values: {@code commit=3a4f9}, {@code date=2024-01-31}, {@code loss=0,12}, {@code acc=50%} and
 * {@code acc=17/20} are no metrics. Only a step may be told with its total, {@code epoch=3/10}.
 */
final class PairScanner {
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_UNIT = 3;
    private static final boolean[] IN_NAME = new boolean[128];

    static {
        for (char c = 0; c < 128; c++) {
            IN_NAME[c] = Character.isLetterOrDigit(c) || "_|-/.@%".indexOf(c) >= 0;
        }
    }

    private final Decimal decimal = new Decimal();
    private final NameCache names = new NameCache();

    void scan(byte[] line, int from, int to, Observation observation) {
        for (int at = from; at < to; at++) {
            if (line[at] == '=') {
                at = Math.max(at, pair(line, from, at, to, observation) - 1);
            }
        }
    }

    /** Where the value ends, or {@code equals} when there is no pair. */
    private int pair(byte[] line, int from, int equals, int to, Observation observation) {
        int nameEnd = skipBlanksBack(line, from, equals);
        int nameStart = nameStart(line, from, nameEnd);
        if (nameStart == nameEnd || nameEnd - nameStart > LONGEST_NAME || isQuery(line, from, nameStart)) {
            return equals;
        }
        int valueStart = skipBlanks(line, equals + 1, to);
        int valueEnd = decimal.read(line, valueStart, to);
        if (valueEnd == valueStart || !endsHere(line, valueEnd, to) || isPercent(line, valueEnd, to)) {
            return equals;
        }
        String name = names.name(line, nameStart, nameEnd);
        if (isFraction(line, valueEnd, to) && StepNames.rank(name) == 0) {
            return equals;
        }
        observation.number(name, decimal.value());
        return valueEnd;
    }

    /** Where the name starts; {@code end} when no name ends there. */
    private static int nameStart(byte[] line, int from, int end) {
        int start = end;
        boolean letter = false;
        while (start > from && (line[start - 1] < 0 || IN_NAME[line[start - 1]])) {
            start--;
            letter |= line[start] < 0 || Character.isLetter(line[start]) || line[start] == '_';
        }
        while (start < end && line[start] >= 0 && "|-/.@%".indexOf(line[start]) >= 0) {
            start++;
        }
        return letter ? start : end;
    }

    private static boolean isQuery(byte[] line, int from, int nameStart) {
        return nameStart > from && (line[nameStart - 1] == '?' || line[nameStart - 1] == '&');
    }

    /** Whether a value is whole: it ends, or has a unit of a few letters such as {@code s}, {@code ms} or {@code GB}. */
    private static boolean endsHere(byte[] line, int end, int to) {
        int at = end;
        while (at < to && at - end <= LONGEST_UNIT && isLetter(line[at])) {
            at++;
        }
        if (at == to) {
            return at - end <= LONGEST_UNIT;
        }
        byte next = line[at];
        if (isLetter(next) || isDigit(next) || next == '_' || next == '=') {
            return false;
        }
        boolean joins = next == '.' || next == '-' || next == ':' || next == '+' || next == ',';
        return !joins || at + 1 == to || !isDigit(line[at + 1]);
    }

    /** Whether a value is in percent: a hundred times what rules compare it with. */
    private static boolean isPercent(byte[] line, int end, int to) {
        int at = skipBlanks(line, end, to);
        return at < to && line[at] == '%';
    }

    /** Whether a value is a part of a total, {@code 17/20}; a path may follow after a blank. */
    private static boolean isFraction(byte[] line, int end, int to) {
        int at = skipBlanks(line, end, to);
        if (at == to || line[at] != '/') {
            return false;
        }
        int total = skipBlanks(line, at + 1, to);
        return at == end || total < to && isDigit(line[total]);
    }

    private static int skipBlanks(byte[] line, int from, int to) {
        int at = from;
        while (at < to && (line[at] == ' ' || line[at] == '\t')) {
            at++;
        }
        return at;
    }

    private static int skipBlanksBack(byte[] line, int from, int end) {
        int at = end;
        while (at > from && (line[at - 1] == ' ' || line[at - 1] == '\t')) {
            at--;
        }
        return at;
    }

    private static boolean isLetter(byte c) {
        return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }
}
