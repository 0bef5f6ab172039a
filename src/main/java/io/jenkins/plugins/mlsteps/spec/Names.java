package io.jenkins.plugins.mlsteps.spec;

import java.util.regex.Pattern;

/** Names that become directories, labels and parts of URLs. */
public final class Names {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");

    private Names() {}

    /** @throws SpecException unless the name is 1 to 63 letters, digits, dots, dashes or underscores, starting and ending with a letter or digit */
    public static void check(String parameter, String name) {
        if (name == null || !ALLOWED.matcher(name).matches() || name.contains("..")) {
            throw new SpecException("parameter '" + parameter + "' is '" + name
                    + "', allowed are 1 to 63 letters, digits, '.', '-', '_', starting and ending with a letter or digit");
        }
    }
}
