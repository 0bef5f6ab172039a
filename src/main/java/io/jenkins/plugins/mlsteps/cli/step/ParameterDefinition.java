package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.spec.NearestName;
import io.jenkins.plugins.mlsteps.spec.Parameter;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.Word;
import java.io.Serializable;
import java.util.List;

/** What a build, or an {@code input}, may be given. */
public sealed interface ParameterDefinition extends Serializable {
    String name();

    /** The value when none is given. */
    Object proposal();

    /**
     * @throws SpecException naming the parameter and what is allowed
     */
    default Object parse(String given) {
        return given;
    }

    /** One line of text. */
    @Word(value = "string", doc = "A line of text.")
    record Text(
            @Parameter(value = "Name of the parameter.", required = true) String name,
            @Parameter("Value when none is given.") String defaultValue,
            @Parameter("What it is for.") String description,
            @Parameter(value = "Whether white space around it is dropped.", defaultValue = "false") boolean trim)
            implements ParameterDefinition {
        @Override
        public Object proposal() {
            return defaultValue == null ? "" : defaultValue;
        }

        @Override
        public Object parse(String given) {
            return trim ? given.strip() : given;
        }
    }

    /** Several lines of text. */
    @Word(value = "text", doc = "Lines of text.")
    record Lines(
            @Parameter(value = "Name of the parameter.", required = true) String name,
            @Parameter("Value when none is given.") String defaultValue,
            @Parameter("What it is for.") String description)
            implements ParameterDefinition {
        @Override
        public Object proposal() {
            return defaultValue == null ? "" : defaultValue;
        }
    }

    /** Yes or no. */
    @Word(value = "booleanParam", doc = "True or false.")
    record Flag(
            @Parameter(value = "Name of the parameter.", required = true) String name,
            @Parameter(value = "Value when none is given.", defaultValue = "false") boolean defaultValue,
            @Parameter("What it is for.") String description)
            implements ParameterDefinition {
        @Override
        public Object proposal() {
            return defaultValue;
        }

        @Override
        public Object parse(String given) {
            if (!given.equals("true") && !given.equals("false")) {
                throw new SpecException("parameter '" + name + "' is '" + given + "', allowed is true | false");
            }
            return Boolean.valueOf(given);
        }
    }

    /** One of a list. */
    @Word(value = "choice", doc = "One of some values, the first when none is given.")
    record Choice(
            @Parameter(value = "Name of the parameter.", required = true) String name,
            @Parameter(value = "The values, as a list or one a line.", required = true) List<String> choices,
            @Parameter("What it is for.") String description)
            implements ParameterDefinition {
        public Choice {
            choices = choices.stream().flatMap(String::lines).toList();
            if (choices.isEmpty()) {
                throw new SpecException("parameter 'choices' of '" + name + "' is empty");
            }
        }

        @Override
        public Object proposal() {
            return choices.get(0);
        }

        @Override
        public Object parse(String given) {
            if (!choices.contains(given)) {
                throw new SpecException("parameter '" + name + "' is '" + given + "', allowed is "
                        + String.join(" | ", choices) + NearestName.hint(given, choices));
            }
            return given;
        }
    }

    /** Text that the log does not show. */
    @Word(value = "password", doc = "A secret line of text.")
    record Password(
            @Parameter(value = "Name of the parameter.", required = true) String name,
            @Parameter("Value when none is given.") String defaultValue,
            @Parameter("What it is for.") String description)
            implements ParameterDefinition {
        @Override
        public Object proposal() {
            return defaultValue == null ? "" : defaultValue;
        }
    }
}
