package io.jenkins.plugins.mlsteps.cli.command;

import io.jenkins.plugins.mlsteps.cli.run.StepRun;
import io.jenkins.plugins.mlsteps.cli.session.Result;
import io.jenkins.plugins.mlsteps.spec.Binder;
import io.jenkins.plugins.mlsteps.spec.TrainSpec;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import io.jenkins.plugins.mlsteps.spec.Word;
import io.jenkins.plugins.mlsteps.steps.SearchCheck;
import io.jenkins.plugins.mlsteps.tune.EarlierRuns;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code mlsteps train}, {@code tune}, {@code gate}, {@code deploy}: a step whose parameters are options. They come from the
 * step's record, so that the command, the Jenkinsfile and the plugin cannot differ.
 */
public final class StepCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Class<? extends Record> type;
    private final SpecOptions options;
    private final Approval approval = new Approval();
    private final CommandSpec spec;

    private StepCommand(Terminal terminal, Class<? extends Record> type) {
        this.terminal = terminal;
        this.type = type;
        this.options = new SpecOptions(type);
        this.spec = CommandSpec.wrapWithoutInspection(this);
    }

    /** @param type record of a step */
    public static CommandLine of(Terminal terminal, Class<? extends Record> type) {
        StepCommand command = new StepCommand(terminal, type);
        command.spec.mixinStandardHelpOptions(true);
        command.spec.usageMessage().sortOptions(false);
        command.spec.usageMessage().description(type.getAnnotation(Word.class).doc());
        command.options.all().forEach(command.spec::addOption);
        command.surroundings().forEach(command.spec::addOption);
        command.spec.addMixin("approval", CommandSpec.forAnnotatedObject(command.approval));
        return new CommandLine(command.spec);
    }

    private List<OptionSpec> surroundings() {
        return List.of(
                OptionSpec.builder("--workspace")
                        .type(Path.class)
                        .paramLabel("DIR")
                        .description("Directory to run in (default: the current one).")
                        .build(),
                OptionSpec.builder("--config")
                        .type(Path.class)
                        .paramLabel("mlsteps.yaml")
                        .description("What an administrator defined (default: mlsteps.yaml in the workspace).")
                        .build(),
                OptionSpec.builder("--out")
                        .type(Path.class)
                        .paramLabel("DIR")
                        .description("Directory for the records, in place of ml/ in the workspace.")
                        .build());
    }

    @Override
    public Integer call() throws Exception {
        ParseResult parsed = spec.commandLine().getParseResult();
        Map<String, Object> given = options.given(parsed);
        Record bound = Binder.bind(type, given);
        requireWork(bound);
        Path workspace = InputFile.directory("--workspace", parsed.matchedOptionValue("--workspace", Path.of("").toAbsolutePath()));
        Path config = parsed.matchedOptionValue("--config", null);
        Path out = parsed.matchedOptionValue("--out", null);
        if (bound instanceof TuneSpec tune) {
            Path records = out == null ? workspace.resolve("ml") : out;
            new EarlierRuns(records.resolve("tune").resolve(tune.name())).requireOthers(tune, workspace);
        }
        StepRun run = new StepRun(workspace, config, terminal.attendance(approval));
        Result result = run.run(bound, out == null ? null : out.toAbsolutePath().normalize());
        if (run.isInterrupted()) {
            return ExitStatus.INTERRUPTED;
        }
        return run.isRejected() ? ExitStatus.WRONG_REQUEST : ExitStatus.of(result);
    }

    /** There are no bodies on a command line. */
    private static void requireWork(Record bound) {
        if (bound instanceof TrainSpec train) {
            train.training().requireForm(Binder.wordOf(TrainSpec.class), false);
        }
        if (bound instanceof TuneSpec tune) {
            tune.training().requireForm(Binder.wordOf(TuneSpec.class), false);
            SearchCheck.require(tune);
        }
    }
}
