package io.jenkins.plugins.mlsteps.tune;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/** Instants in ISO 8601 as the files have them, {@code 2026-11-25T02:34:49.074436368Z}. */
final class Timestamp {
    private static final int SHORTEST = "dddd-dd-ddTdd:dd:dd.dZ".length();
    private static final int DECIMALS = SHORTEST - 2;
    private static final int MOST_DECIMALS = 9;
    private static final int SECONDS_OF_A_DAY = 86_400;

    private Timestamp() {}

    /** @throws DateTimeException when it is no instant */
    static Instant parse(String text) {
        return parse(text.toCharArray(), 0, text.length());
    }

    /**
     * Reads the form above digit by digit, many times as fast as the JDK's formatter, and leaves other forms to that.
     *
     * @throws DateTimeException when the characters are no instant
     */
    static Instant parse(char[] text, int start, int length) {
        if (isSeparated(text, start, length)) {
            int decimals = length - DECIMALS - 1;
            int year = digits(text, start, 4);
            int month = digits(text, start + 5, 2);
            int day = digits(text, start + 8, 2);
            int hour = digits(text, start + 11, 2);
            int minute = digits(text, start + 14, 2);
            int second = digits(text, start + 17, 2);
            int nanos = digits(text, start + DECIMALS, decimals);
            for (int i = decimals; i < MOST_DECIMALS; i++) {
                nanos *= 10;
            }
            if ((year | month | day | hour | minute | second | nanos) >= 0 && hour < 24 && minute < 60 && second < 60) {
                long days = LocalDate.of(year, month, day).toEpochDay();
                return Instant.ofEpochSecond(days * SECONDS_OF_A_DAY + hour * 3600L + minute * 60L + second, nanos);
            }
        }
        return Instant.parse(new String(text, start, length));
    }

    private static boolean isSeparated(char[] text, int start, int length) {
        return length >= SHORTEST
                && length < SHORTEST + MOST_DECIMALS
                && text[start + 4] == '-'
                && text[start + 7] == '-'
                && text[start + 10] == 'T'
                && text[start + 13] == ':'
                && text[start + 16] == ':'
                && text[start + 19] == '.'
                && text[start + length - 1] == 'Z';
    }

    /** The number that some characters are; negative where one of them is no digit. */
    private static int digits(char[] text, int start, int count) {
        int number = 0;
        for (int i = start; i < start + count; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return number;
    }
}
