package io.jenkins.plugins.mlsteps.cli.run;

import io.jenkins.plugins.mlsteps.cli.console.Console;
import io.jenkins.plugins.mlsteps.cli.console.Keyboard;
import io.jenkins.plugins.mlsteps.cli.local.TerminalPerson;
import io.jenkins.plugins.mlsteps.cli.session.Person;
import java.util.List;

/**
 * Who is there while something runs.
 *
 * @param terminal whether a person can be asked at the keyboard
 * @param approvers who approves whatever is asked; empty to ask
 */
public record Attendance(Console console, Keyboard keyboard, boolean terminal, List<String> approvers) {
    public Attendance {
        approvers = List.copyOf(approvers);
    }

    Person person() {
        return new TerminalPerson(console, keyboard, approvers.isEmpty() ? null : approvers.get(0), terminal);
    }
}
