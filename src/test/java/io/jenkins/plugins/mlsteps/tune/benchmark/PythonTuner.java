package io.jenkins.plugins.mlsteps.tune.benchmark;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlsteps.record.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A library in a Python process, which is asked and told as {@code mlsteps suggest} is. */
final class PythonTuner implements Tuner {
    private final Path space;
    private final Process process;
    private final BufferedReader answers;
    private final Writer requests;
    private int number;

    private PythonTuner(String script, List<String> arguments, Objective objective) throws IOException {
        space = Files.createTempFile("space", ".json");
        Files.writeString(space, Json.line(objective.space().stream().map(PythonTuner::json).toList()));
        List<String> command = new ArrayList<>(List.of(
                "python3",
                Path.of(System.getProperty("mlsteps.root"), "src/test/resources/tune", script)
                        .toString()));
        command.addAll(arguments);
        command.add(space.toString());
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        // One thread each: several of these run side by side.
        builder.environment().putAll(Map.of("OMP_NUM_THREADS", "1", "OPENBLAS_NUM_THREADS", "1", "MKL_NUM_THREADS", "1"));
        process = builder.start();
        answers = process.inputReader();
        requests = process.outputWriter();
    }

    static Tuner optuna(String sampler, Objective objective, long seed) throws IOException {
        return new PythonTuner("optuna_suggest.py", List.of(sampler, Long.toString(seed)), objective);
    }

    static Tuner pycma(Objective objective, long seed) throws IOException {
        return new PythonTuner("pycma_suggest.py", List.of(Long.toString(seed)), objective);
    }

    static boolean canImport(String module) throws IOException, InterruptedException {
        return new ProcessBuilder("python3", "-c", "import " + module)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private static JsonNode json(Object dimension) {
        return Json.mapper().valueToTree(dimension);
    }

    @Override
    public Map<String, Object> ask() throws IOException {
        requests.write("{\"ask\":1}\n");
        requests.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the Python process ended; what it said is above");
        }
        JsonNode trial = Json.parse(answer, JsonNode.class).get("trials").get(0);
        number = trial.get("number").asInt();
        return Json.mapper().convertValue(trial.get("params"), new TypeReference<>() {});
    }

    @Override
    public void tell(double value) throws IOException {
        requests.write("{\"tell\":{\"number\":" + number + ",\"value\":" + value + "}}\n");
        requests.flush();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            Files.delete(space);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
