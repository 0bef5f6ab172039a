package io.jenkins.plugins.mlsteps.tune;

import io.jenkins.plugins.mlsteps.host.JavaProcess;
import io.jenkins.plugins.mlsteps.record.Json;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Opens a study once, in a process that has just started: what a resumed build does. */
final class FreshProcess {
    private FreshProcess() {}

    /**
     * Milliseconds on the clock and of the processor that one process after the other took, each time least first.
     *
     * @param json whether the JSON library was in use before, as it is when a step reads its state
     */
    static List<double[]> open(Path study, int trials, boolean json, int times) throws IOException, InterruptedException {
        List<double[]> measured = new ArrayList<>(List.of(new double[times], new double[times]));
        for (int i = 0; i < times; i++) {
            String[] millis = run(study, trials, json).split(" ");
            measured.get(0)[i] = Double.parseDouble(millis[0]);
            measured.get(1)[i] = Double.parseDouble(millis[1]);
        }
        measured.forEach(Arrays::sort);
        return measured;
    }

    private static String run(Path study, int trials, boolean json) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(JavaProcess.command(
                        List.of(),
                        FreshProcess.class,
                        study.toString(),
                        Integer.toString(trials),
                        Boolean.toString(json)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("the process that opens the study failed; what it said is above");
        }
        return printed.strip();
    }

    /**
     * @param arguments directory of the study, number of its trials, whether to use the JSON library first
     */
    public static void main(String[] arguments) throws IOException {
        var spec = Specs.spec("trials", Integer.parseInt(arguments[1]), "algorithm", "random");
        if (Boolean.parseBoolean(arguments[2])) {
            Json.parse(Json.line(Map.of("begun", true)), Map.class);
        }
        long processor = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long start = System.nanoTime();
        Specs.open(Path.of(arguments[0]), spec).close();
        System.out.println((System.nanoTime() - start) / 1e6 + " "
                + (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - processor) / 1e6);
    }
}
