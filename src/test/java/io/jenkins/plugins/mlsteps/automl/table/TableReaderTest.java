package io.jenkins.plugins.mlsteps.automl.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableReaderTest {
    @TempDir
    Path directory;

    @Test
    void ignoresAColumnThatCountsTheRows() throws Exception {
        Table table = read(row -> 1000 + row);

        assertThat(table.notices()).anySatisfy(notice -> assertThat(notice).contains("'measured'", "it numbers the rows"));
        assertThat(table.features()).extracting(Feature::name).containsExactly("other");
    }

    @Test
    void keepsLargeNumbersThatOneCannotBeAddedToInSinglePrecision() throws Exception {
        Table table = read(row -> row == 0 ? 20_000_002 : 20_000_004);

        assertThat(table.notices()).isEmpty();
        assertThat(table.features()).extracting(Feature::name).containsExactly("measured", "other");
    }

    private Table read(IntUnaryOperator measured) throws IOException {
        StringBuilder csv = new StringBuilder("measured,other,target\n");
        for (int row = 0; row < 40; row++) {
            csv.append(measured.applyAsInt(row) + "," + row % 7 + "," + (row % 2 == 0 ? "yes" : "no") + "\n");
        }
        return TableReader.read(Files.writeString(directory.resolve("table.csv"), csv), "target", "auto");
    }
}
