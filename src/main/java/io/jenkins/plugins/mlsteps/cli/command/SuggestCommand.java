package io.jenkins.plugins.mlsteps.cli.command;

import io.jenkins.plugins.mlsteps.tune.Suggest;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mlsteps suggest}. */
@Command(
        name = "suggest",
        description = "Ask and tell over standard input and output, one JSON object a line.",
        mixinStandardHelpOptions = true)
public final class SuggestCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(
            names = "--direction",
            required = true,
            paramLabel = "maximize|minimize",
            description = "Whether larger or smaller values are better.")
    private String direction;

    @Option(names = "--algorithm", defaultValue = "auto", paramLabel = "NAME", description = "How the next trial is chosen.")
    private String algorithm;

    @Option(
            names = "--pruner",
            defaultValue = "median",
            paramLabel = "NAME",
            description = "What says whether a trial that reports should be stopped (default: ${DEFAULT-VALUE}).")
    private String pruner;

    @Option(names = "--seed", defaultValue = "0", paramLabel = "N", description = "Seed of the search.")
    private long seed;

    @Option(names = "--space", required = true, paramLabel = "space.json", description = "What to vary: a list of dimensions.")
    private Path space;

    public SuggestCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        new Suggest(Suggest.space(InputFile.text("--space", space)), direction, algorithm, pruner, seed)
                .run(
                        new InputStreamReader(terminal.in(), StandardCharsets.UTF_8),
                        new OutputStreamWriter(terminal.out(), StandardCharsets.UTF_8));
        return ExitStatus.SUCCESS;
    }
}
