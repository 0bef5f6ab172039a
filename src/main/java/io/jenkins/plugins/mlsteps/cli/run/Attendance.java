package io.jenkins.plugins.mlsteps.cli.run;

import io.jenkins.plugins.mlsteps.cli.console.Console;
import io.jenkins.plugins.mlsteps.cli.console.Keyboard;
import io.jenkins.plugins.mlsteps.cli.local.TerminalDesk;
import io.jenkins.plugins.mlsteps.cli.local.TerminalPerson;
import io.jenkins.plugins.mlsteps.cli.session.Person;
import io.jenkins.plugins.mlsteps.deploy.promotion.ApprovalDesk;
import java.nio.file.Path;

/**
 * Who is there while something runs.
 *
 * @param terminal whether a person can be asked at the keyboard
 * @param advance answers given in advance
 */
public record Attendance(Console console, Keyboard keyboard, boolean terminal, TerminalDesk.Advance advance) {
    /** @param directory that keeps decisions */
    ApprovalDesk desk(Path directory) {
        return new TerminalDesk(directory, console, keyboard, terminal, advance);
    }

    Person person() {
        return new TerminalPerson(console, keyboard, advance.approvers().isEmpty() ? null : advance.approvers().get(0), terminal);
    }
}
