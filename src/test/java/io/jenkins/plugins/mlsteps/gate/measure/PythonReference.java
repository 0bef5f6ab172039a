package io.jenkins.plugins.mlsteps.gate.measure;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs one of the scripts that compute reference values, where there is a Python for it. */
public final class PythonReference {
    private PythonReference() {}

    /** @param output standard output, whole */
    public record Answer(int exit, String output, String error) {
        /** What Python said last. */
        public String lastError() {
            return error.strip().lines().reduce((first, second) -> second).orElse("no message");
        }
    }

    /** Copies a script out of the test resources. */
    public static Path script(Path directory, String name) throws IOException {
        try (InputStream in = PythonReference.class.getResourceAsStream("/gate/" + name)) {
            return Files.write(directory.resolve(name), in.readAllBytes());
        }
    }

    public static Answer run(Path script, String... arguments) throws IOException, InterruptedException {
        return run(Duration.ofSeconds(120), script, arguments);
    }

    /** @param patience after which the script is killed */
    public static Answer run(Duration patience, Path script, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("python3", script.toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(script.getParent(), "out", ".txt");
        Path error = Files.createTempFile(script.getParent(), "err", ".txt");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(output.toFile())
                    .redirectError(error.toFile())
                    .start();
            if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command + " did not end within " + patience.toSeconds() + " s");
            }
            return new Answer(process.exitValue(), Files.readString(output), Files.readString(error));
        } catch (IOException e) {
            return new Answer(-1, "", String.valueOf(e.getMessage()));
        }
    }
}
