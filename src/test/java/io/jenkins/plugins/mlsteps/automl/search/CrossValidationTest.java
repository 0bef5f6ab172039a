package io.jenkins.plugins.mlsteps.automl.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.automl.learn.Family;
import io.jenkins.plugins.mlsteps.automl.table.Table;
import io.jenkins.plugins.mlsteps.automl.table.TableReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CrossValidationTest {
    @Test
    void beginsNoFoldOnceItIsLate() throws IOException {
        Path data = Path.of(System.getProperty("mlsteps.root"), "examples/wine/wine.csv");
        Table table = TableReader.read(data, "cultivar", "auto");
        CrossValidation validation = new CrossValidation(table, IntStream.range(0, table.rows()).toArray(), 1);
        AtomicInteger folds = new AtomicInteger();
        assertThat(validation.judge(Family.LINEAR.learner(Map.of()), 1, () -> folds.incrementAndGet() > 2)).isEmpty();
        assertThat(folds).hasValue(3);
        assertThat(validation.judge(Family.LINEAR.learner(Map.of()), 1, () -> false))
                .hasValueSatisfying(values -> assertThat(values.get("accuracy")).hasSize(5));
    }
}
