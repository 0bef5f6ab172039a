package io.jenkins.plugins.mlsteps.cli.run;

import io.jenkins.plugins.mlsteps.cli.jenkinsfile.Condition;
import io.jenkins.plugins.mlsteps.cli.session.Frame;
import io.jenkins.plugins.mlsteps.cli.session.RejectedStep;
import io.jenkins.plugins.mlsteps.cli.step.AntPatterns;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.codehaus.groovy.runtime.typehandling.DefaultTypeTransformation;

/** Decides whether a stage runs. */
record WhenConditions(Execution execution) {
    /** Of the parameters of {@code changeRequest}; Jenkins does not look at the address either. */
    private static final Set<String> NOT_COMPARED = Set.of("comparator", "url");

    boolean hold(Condition condition, Frame frame) throws Exception {
        if (condition instanceof Condition.Expression expression) {
            return DefaultTypeTransformation.castToBoolean(execution.call(expression.code(), frame));
        }
        if (condition instanceof Condition.Not not) {
            return !hold(not.condition(), frame);
        }
        if (condition instanceof Condition.AllOf all) {
            for (Condition each : all.conditions()) {
                if (!hold(each, frame)) {
                    return false;
                }
            }
            return true;
        }
        if (condition instanceof Condition.AnyOf any) {
            for (Condition each : any.conditions()) {
                if (hold(each, frame)) {
                    return true;
                }
            }
            return false;
        }
        return holds((Condition.Test) condition, frame);
    }

    private boolean holds(Condition.Test test, Frame frame) throws Exception {
        Map<String, Object> arguments = new LinkedHashMap<>();
        ((Map<?, ?>) execution.call(test.arguments(), frame))
                .forEach((name, value) -> arguments.put(String.valueOf(name), Arguments.plain(value)));
        Map<String, String> environment = execution.session().variables().in(frame);
        return switch (test.word()) {
            case "branch" -> matches(environment.get("BRANCH_NAME"), arguments);
            case "tag" -> matches(environment.get("TAG_NAME"), arguments);
            case "buildingTag" -> environment.containsKey("TAG_NAME");
            case "environment" -> equalTexts(environment.get(text(arguments, "name")), arguments);
            case "changeRequest" -> isChangeRequest(environment, arguments);
            case "changelog", "changeset" -> false; // nothing was checked out, so nothing has changed
            case "triggeredBy" -> isTriggeredBy(arguments);
            case "equals" -> Objects.equals(arguments.get("expected"), arguments.get("actual"));
            default -> throw new IllegalStateException("condition " + test.word());
        };
    }

    /** As in Jenkins, a variable that is not set equals no text. */
    private static boolean equalTexts(String variable, Map<String, Object> arguments) {
        String actual = variable == null ? "" : variable;
        String expected = text(arguments, "value");
        return Boolean.TRUE.equals(arguments.get("ignoreCase")) ? expected.equalsIgnoreCase(actual) : expected.equals(actual);
    }

    /** As {@link #matches}, but with EQUALS where no comparator is given, as in Jenkins, and of each variable that one is given for. */
    private static boolean isChangeRequest(Map<String, String> environment, Map<String, Object> arguments) {
        String comparator = comparator(arguments, "EQUALS");
        return environment.containsKey("CHANGE_ID")
                && arguments.keySet().stream()
                        .filter(name -> !NOT_COMPARED.contains(name) && !text(arguments, name).isEmpty())
                        .allMatch(name -> isLike(
                                comparator, text(arguments, name), environment.getOrDefault(changeVariable(name), "")));
    }

    /** The variable of a multibranch build for a parameter: CHANGE_AUTHOR_EMAIL for authorEmail. */
    private static String changeVariable(String parameter) {
        return "CHANGE_" + parameter.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
    }

    private boolean isTriggeredBy(Map<String, Object> arguments) {
        return execution.session().build().isCausedBy(text(arguments, "cause"), Objects.toString(arguments.get("detail"), null));
    }

    private static boolean matches(String name, Map<String, Object> arguments) {
        if (name == null) {
            return false;
        }
        return !arguments.containsKey("pattern")
                || isLike(comparator(arguments, "GLOB"), text(arguments, "pattern"), name);
    }

    private static String comparator(Map<String, Object> arguments, String otherwise) {
        return arguments.containsKey("comparator") ? text(arguments, "comparator") : otherwise;
    }

    private static boolean isLike(String comparator, String pattern, String name) {
        return switch (comparator) {
            case "GLOB" -> AntPatterns.matches(pattern, name);
            case "EQUALS" -> pattern.equals(name);
            case "REGEXP" -> Pattern.matches(pattern, name);
            default -> throw new RejectedStep(
                    "when: comparator is '" + comparator + "', allowed is GLOB | EQUALS | REGEXP");
        };
    }

    private static String text(Map<String, Object> arguments, String name) {
        Object value = arguments.get(name);
        if (value == null) {
            throw new RejectedStep("when: parameter '" + name + "' has no value");
        }
        return value.toString();
    }
}
