package io.jenkins.plugins.mlsteps.automl.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
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

    @Test
    void ignoresLargeIdentifiersThatAreOneInSinglePrecision() throws Exception {
        Table counted = read(row -> 100_000_000 + row);
        Table shuffled = read("customer_id,other,target\n", row -> 100_000_000 + row * 7 % 40 + "," + row % 7 + "," + target(row));

        assertThat(counted.features()).extracting(Feature::name).containsExactly("other");
        assertThat(shuffled.features()).extracting(Feature::name).containsExactly("other");
        assertThat(shuffled.columns().get(0).distinct()).isEqualTo(40);
    }

    @Test
    void ignoresAColumnThatCountsTheRowsAlsoWhereSomeAreLeftOut() throws Exception {
        Table table = read(",other,target\n", row -> row + "," + row % 7 + "," + (row % 4 == 1 ? "" : target(row)));

        assertThat(table.notices()).contains("10 rows without a target are left out", "column 'column 1' is ignored: it numbers the rows");
        assertThat(table.features()).extracting(Feature::name).containsExactly("other");
    }

    private Table read(IntUnaryOperator measured) throws IOException {
        return read("measured,other,target\n", row -> measured.applyAsInt(row) + "," + row % 7 + "," + target(row));
    }

    private static String target(int row) {
        return row % 2 == 0 ? "yes" : "no";
    }

    private Table read(String header, IntFunction<String> rows) throws IOException {
        StringBuilder csv = new StringBuilder(header);
        for (int row = 0; row < 40; row++) {
            csv.append(rows.apply(row)).append('\n');
        }
        return TableReader.read(Files.writeString(directory.resolve("table.csv"), csv), "target", "auto");
    }
}
