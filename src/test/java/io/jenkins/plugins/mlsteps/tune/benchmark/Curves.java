package io.jenkins.plugins.mlsteps.tune.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The runs of a benchmark in a file, so that it can go on where it was stopped: one run a line, with the best value after each
 * tenth trial.
 */
final class Curves {
    static final int EVERY = 10;

    private final Path file;
    private final Map<Run, double[]> bests = new TreeMap<>();

    /** One sampler on one objective with one seed. */
    record Run(String objective, String sampler, int seed) implements Comparable<Run> {
        @Override
        public int compareTo(Run other) {
            return toString().compareTo(other.toString());
        }
    }

    Curves(Path file) throws IOException {
        this.file = file;
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                String[] cells = line.split(",");
                bests.put(
                        new Run(cells[0], cells[1], Integer.parseInt(cells[2])),
                        Arrays.stream(cells).skip(3).mapToDouble(Double::parseDouble).toArray());
            }
        }
    }

    synchronized boolean has(Run run, int trials) {
        return bests.containsKey(run) && bests.get(run).length >= trials / EVERY;
    }

    synchronized void add(Run run, double[] best) throws IOException {
        bests.put(run, best);
        String cells = Arrays.stream(best).mapToObj(Double::toString).collect(Collectors.joining(","));
        Files.writeString(
                file,
                run.objective() + "," + run.sampler() + "," + run.seed() + "," + cells + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /** Best values of a sampler after some trials, by seed. */
    synchronized Map<Integer, Double> at(String objective, String sampler, int trials) {
        Map<Integer, Double> values = new TreeMap<>();
        bests.forEach((run, best) -> {
            if (run.objective().equals(objective) && run.sampler().equals(sampler) && best.length >= trials / EVERY) {
                values.put(run.seed(), best[trials / EVERY - 1]);
            }
        });
        return values;
    }
}
