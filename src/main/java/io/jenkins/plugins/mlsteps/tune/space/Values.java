package io.jenkins.plugins.mlsteps.tune.space;

import java.math.BigDecimal;
import java.util.List;

/** Equality of values that went through JSON, Groovy or a shell: 1, 1L and 1.0 are the same number. */
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
        if (left instanceof Number && right instanceof Number) {
            return left.equals(right)
                    || new BigDecimal(left.toString()).compareTo(new BigDecimal(right.toString())) == 0;
        }
        return left instanceof CharSequence && right instanceof CharSequence
                ? left.toString().contentEquals((CharSequence) right)
                : left.equals(right);
    }
}
