package io.jenkins.plugins.mlsteps.serve;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Arrays;

/**
 * The elements of a tensor as JSON gave them, in row-major order whatever their nesting. Primitive arrays, because a
 * request may hold millions of numbers.
 */
final class Elements {
    private Kind kind = Kind.NOTHING;
    private long[] integers = new long[32];
    private double[] reals;
    private String[] texts;
    private int size;

    /** What JSON values were given. */
    enum Kind {
        NOTHING("nothing"),
        BOOLEANS("true and false"),
        INTEGERS("integers"),
        REALS("numbers"),
        TEXTS("strings");

        final String words;

        Kind(String words) {
            this.words = words;
        }

        static Kind of(Datatype type) {
            return switch (type) {
                case BOOL -> BOOLEANS;
                case BYTES -> TEXTS;
                case FP16, FP32, FP64 -> REALS;
                default -> INTEGERS;
            };
        }

        boolean fits(Datatype type) {
            return this == NOTHING || this == of(type) || (this == INTEGERS && (type.isReal() || type == Datatype.BOOL));
        }
    }

    /** Reads an array, nested or flat, or a single value; the parser stands on its first token, and then on its last. */
    static Elements read(JsonParser json, String where) throws IOException {
        Elements elements = new Elements();
        int depth = 0;
        do {
            JsonToken token = json.currentToken();
            switch (token) {
                case START_ARRAY -> depth++;
                case END_ARRAY -> depth--;
                case VALUE_TRUE, VALUE_FALSE -> elements.add(json.getBooleanValue(), where);
                case VALUE_NUMBER_INT -> elements.addInteger(json, where);
                case VALUE_NUMBER_FLOAT -> elements.add(json.getDoubleValue(), where);
                case VALUE_STRING -> elements.add(json.getText(), where);
                default -> throw Refusal.badRequest(where + ": element " + elements.size + " of data is "
                        + (token == JsonToken.VALUE_NULL ? "null" : "an object")
                        + ", expected numbers, strings, true or false");
            }
        } while (depth > 0 && json.nextToken() != null);
        return elements;
    }

    /** Zeros, false or empty texts. */
    static Elements zeros(Datatype type, int size) {
        Elements elements = new Elements();
        elements.kind = Kind.of(type);
        elements.size = size;
        elements.integers = new long[size];
        elements.reals = new double[size];
        elements.texts = new String[size];
        Arrays.fill(elements.texts, "");
        return elements;
    }

    int size() {
        return size;
    }

    Kind kind() {
        return kind;
    }

    long integer(int index) {
        return integers[index];
    }

    double real(int index) {
        return kind == Kind.REALS ? reals[index] : integers[index];
    }

    String[] texts() {
        return texts == null ? new String[0] : Arrays.copyOf(texts, size);
    }

    private void addInteger(JsonParser json, String where) throws IOException {
        if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER || kind == Kind.REALS) {
            add(json.getDoubleValue(), where);
            return;
        }
        become(Kind.INTEGERS, where);
        addLong(json.getLongValue());
    }

    private void add(boolean value, String where) {
        become(Kind.BOOLEANS, where);
        addLong(value ? 1 : 0);
    }

    private void addLong(long value) {
        if (size == integers.length) {
            integers = Arrays.copyOf(integers, size * 2);
        }
        integers[size++] = value;
    }

    private void add(double value, String where) {
        if (kind == Kind.INTEGERS) {
            reals = Arrays.stream(integers, 0, size).asDoubleStream().toArray();
            kind = Kind.REALS;
        }
        become(Kind.REALS, where);
        if (reals == null || size >= reals.length) {
            reals = reals == null ? new double[32] : Arrays.copyOf(reals, Math.max(32, size * 2));
        }
        reals[size++] = value;
    }

    private void add(String value, String where) {
        become(Kind.TEXTS, where);
        if (texts == null || size == texts.length) {
            texts = texts == null ? new String[32] : Arrays.copyOf(texts, size * 2);
        }
        texts[size++] = value;
    }

    private void become(Kind wanted, String where) {
        if (kind == Kind.NOTHING) {
            kind = wanted;
        } else if (kind != wanted) {
            throw Refusal.badRequest(
                    where + ": element " + size + " of data is one of " + wanted.words + " among " + kind.words);
        }
    }
}
