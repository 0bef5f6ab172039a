package io.jenkins.plugins.mlsteps.cli.command;

import io.jenkins.plugins.mlsteps.cli.local.TerminalDesk;
import java.util.List;
import picocli.CommandLine.Option;

/** Answers given in advance, for where nobody sits at a terminal. */
final class Approval {
    @Option(
            names = "--approve-as",
            paramLabel = "NAME",
            description = "Agree to whatever is asked, under this name; may be repeated where several people must agree.")
    private List<String> approvers = List.of();

    @Option(
            names = "--override-reason",
            paramLabel = "TEXT",
            description = "Promote although a policy refuses, for this reason, which is written down with the name.")
    private String override;

    TerminalDesk.Advance inAdvance() {
        return new TerminalDesk.Advance(approvers, override);
    }
}
