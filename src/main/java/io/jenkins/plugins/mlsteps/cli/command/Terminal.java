package io.jenkins.plugins.mlsteps.cli.command;

import io.jenkins.plugins.mlsteps.cli.console.Console;
import io.jenkins.plugins.mlsteps.cli.console.Keyboard;
import io.jenkins.plugins.mlsteps.cli.console.SecretMask;
import io.jenkins.plugins.mlsteps.cli.run.Attendance;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;

/**
 * Where the commands read and write.
 *
 * @param interactive whether a person sits there
 */
public record Terminal(InputStream in, PrintStream out, PrintStream err, boolean interactive) {
    /** @param approvers who approves whatever is asked; empty to ask the person who sits there */
    Attendance attendance(List<String> approvers) {
        Console console = new Console(out, interactive, new SecretMask());
        return new Attendance(console, new Keyboard(in), interactive, approvers);
    }
}
