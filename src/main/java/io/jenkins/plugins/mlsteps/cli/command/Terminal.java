package io.jenkins.plugins.mlsteps.cli.command;

import io.jenkins.plugins.mlsteps.cli.console.Console;
import io.jenkins.plugins.mlsteps.cli.console.Keyboard;
import io.jenkins.plugins.mlsteps.cli.console.SecretMask;
import io.jenkins.plugins.mlsteps.cli.run.Attendance;
import java.io.InputStream;
import java.io.PrintStream;

/**
 * Where the commands read and write.
 *
 * @param interactive whether a person sits there
 */
public record Terminal(InputStream in, PrintStream out, PrintStream err, boolean interactive) {
    Attendance attendance(Approval approval) {
        Console console = new Console(out, interactive, new SecretMask());
        return new Attendance(console, new Keyboard(in), interactive, approval.inAdvance());
    }
}
