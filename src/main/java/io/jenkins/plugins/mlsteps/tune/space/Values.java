package io.jenkins.plugins.mlsteps.tune.space;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** Equality of values that went through JSON, Groovy or a shell: 1, 1L and 1.0 are the same number, in lists and maps too. */
final class Values {
    private Values() {}

    static int indexOf(List<?> values, Object value) {
        for (int i = 0; i < values.size(); i++) {
            if (same(values.get(i), value)) {
                return i;
            }
        }
        return -1;
    }

    static boolean same(Object left, Object right) {
        if (left instanceof Number number && right instanceof Number other) {
            return left.equals(right) || isFinite(number) && isFinite(other) && sameDecimal(number, other);
        }
        if (left instanceof List<?> list && right instanceof List<?> other) {
            return list.size() == other.size()
                    && IntStream.range(0, list.size()).allMatch(i -> same(list.get(i), other.get(i)));
        }
        if (left instanceof Map<?, ?> map && right instanceof Map<?, ?> other) {
            return map.keySet().equals(other.keySet())
                    && map.keySet().stream().allMatch(name -> same(map.get(name), other.get(name)));
        }
        return left instanceof CharSequence && right instanceof CharSequence
                ? left.toString().contentEquals((CharSequence) right)
                : Objects.equals(left, right);
    }

    private static boolean sameDecimal(Number left, Number right) {
        return new BigDecimal(left.toString()).compareTo(new BigDecimal(right.toString())) == 0;
    }

    /** Only these two kinds of numbers have values that are not. */
    private static boolean isFinite(Number number) {
        return !(number instanceof Double || number instanceof Float) || Double.isFinite(number.doubleValue());
    }
}
