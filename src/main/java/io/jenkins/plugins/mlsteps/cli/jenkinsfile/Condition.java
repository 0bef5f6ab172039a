package io.jenkins.plugins.mlsteps.cli.jenkinsfile;

import java.util.List;

/** A condition of {@code when}. */
public sealed interface Condition {
    /** {@code expression { … }}: Groovy truth. */
    record Expression(Code code) implements Condition {}

    /** {@code branch}, {@code environment}, {@code equals}, {@code tag}: a word with arguments that are known when it is evaluated. */
    record Test(String word, Code arguments) implements Condition {}

    /** {@code not}. */
    record Not(Condition condition) implements Condition {}

    /** {@code allOf}, and several conditions in a row. */
    record AllOf(List<Condition> conditions) implements Condition {}

    /** {@code anyOf}. */
    record AnyOf(List<Condition> conditions) implements Condition {}
}
