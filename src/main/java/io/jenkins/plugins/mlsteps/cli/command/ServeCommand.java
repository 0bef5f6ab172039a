package io.jenkins.plugins.mlsteps.cli.command;

import io.jenkins.plugins.mlsteps.serve.ModelServer;
import io.jenkins.plugins.mlsteps.serve.ServerOptions;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mlsteps serve}. */
@Command(
        name = "serve",
        description = "Serve an ONNX model over HTTP until interrupted (Open Inference Protocol V2).",
        mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {
    private static final int LARGEST_PORT = 65_535;

    private final Terminal terminal;

    @Parameters(paramLabel = "MODEL_DIR", description = "Directory of the model, such as ml/train/churn/model.")
    private Path directory;

    @Option(names = "--name", paramLabel = "NAME", description = "Name of the model in paths (default: of the directory).")
    private String name;

    @Option(names = "--host", paramLabel = "ADDRESS", description = "Address to listen on (default: loopback).")
    private String host;

    @Option(names = "--port", paramLabel = "N", defaultValue = "0", description = "Port; 0 picks a free one (default: 0).")
    private int port;

    public ServeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        if (port < 0 || port > LARGEST_PORT) {
            throw new SpecException("--port: is " + port + ", expected is a number from 0 to " + LARGEST_PORT);
        }
        Path model = InputFile.directory("MODEL_DIR", directory);
        ServerOptions options = ServerOptions.of(model, name == null ? String.valueOf(model.getFileName()) : name)
                .withPort(port);
        try (ModelServer server = ModelServer.start(host == null ? options : options.withHost(host))) {
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop"));
            terminal.out().println("model '" + options.name() + "' at " + server.url() + " (Ctrl-C stops it)");
            terminal.out().flush();
            new CountDownLatch(1).await();
        }
        return ExitStatus.SUCCESS;
    }
}
