package io.jenkins.plugins.mlsteps.tune.benchmark;

import io.jenkins.plugins.mlsteps.automl.AutoSpace;
import io.jenkins.plugins.mlsteps.automl.learn.Family;
import io.jenkins.plugins.mlsteps.automl.search.Search;
import io.jenkins.plugins.mlsteps.automl.table.Table;
import io.jenkins.plugins.mlsteps.automl.table.TableReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Tuning the built-in trainer: the cross-validated score of a candidate on shipped data. */
final class TrainerObjective {
    private static final Map<String, Double> KNOWN = new ConcurrentHashMap<>();

    private TrainerObjective() {}

    /** Nobody knows the optimum of these; regrets are distances from 0, which only ranks and comparisons need. */
    static Objective of(String name, String file, String target) {
        try {
            Path data = Path.of(System.getProperty("mlsteps.root"), "examples", file);
            Table table = TableReader.read(data, target, "auto");
            int[] rows = IntStream.range(0, table.rows()).toArray();
            return new Objective("trainer-" + name, AutoSpace.of(List.of()), 0, params -> KNOWN.computeIfAbsent(
                    name + new TreeMap<>(params),
                    key -> new Search(table, rows, List.of(Family.values()), 1).judge(params).score()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
