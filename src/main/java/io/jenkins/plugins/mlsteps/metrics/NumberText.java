package io.jenkins.plugins.mlsteps.metrics;

import java.nio.charset.StandardCharsets;

/** Numbers written as texts, in table cells and quoted in JSON. */
final class NumberText {
    private NumberText() {}

    /** The number that the whole text is; NaN when it is none, or says so. */
    static double parse(String text) {
        byte[] bytes = text.strip().getBytes(StandardCharsets.UTF_8);
        Decimal decimal = new Decimal();
        boolean whole = bytes.length > 0 && decimal.read(bytes, 0, bytes.length) == bytes.length;
        return whole ? decimal.value() : Double.NaN;
    }

    static boolean isNaN(String text) {
        return text.strip().equalsIgnoreCase("nan");
    }

    static boolean isNumber(String text) {
        return isNaN(text) || !Double.isNaN(parse(text));
    }
}
