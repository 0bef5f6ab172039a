package io.jenkins.plugins.mlsteps.spec;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The environment variable in which a training finds one of its parameters. */
public final class ParameterVariable {
    /** How a command refers to a parameter, {@code ${lr}}; its name is the first group. */
    public static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

    private ParameterVariable() {}

    /** {@code ML_PARAM_LR} for {@code lr}. */
    public static String of(String parameter) {
        return "ML_PARAM_" + parameter.toUpperCase(Locale.ROOT);
    }

    /**
     * @param where for the message, such as {@code parameter 'space'}
     * @param parameters names, of which equal ones are the same parameter
     * @throws SpecException naming two that share a variable
     */
    static void requireDistinct(String where, Collection<String> parameters) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String parameter : parameters) {
            String other = names.putIfAbsent(of(parameter), parameter);
            if (other != null && !other.equals(parameter)) {
                throw new SpecException(where + ": '" + other + "' and '" + parameter + "' share the variable " + of(parameter)
                        + "; rename one of them");
            }
        }
    }
}
