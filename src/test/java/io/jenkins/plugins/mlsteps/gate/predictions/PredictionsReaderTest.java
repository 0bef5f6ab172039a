package io.jenkins.plugins.mlsteps.gate.predictions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PredictionsReaderTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    ``                                         | it is empty
                    label,score                                | there is a header but no row
                    lable,score~1,0.5                          | no column 'label'; did you mean 'lable'?
                    label~a~b                                  | neither a column 'prediction' nor 'score'
                    label,score,score~1,0.5,0.5                | column 'score' occurs twice
                    label,score~1,0.5~1,0.7                    | one class only, '1'
                    label,score~1,0.5~0,NaN                    | column 'score' is 'NaN' in row 2, expected is a finite number
                    label,score~1,Infinity~0,1                 | column 'score' is 'Infinity' in row 1
                    label,score~1,1e999~0,1                    | column 'score' is '1e999' in row 1
                    label,score~1,0x1p3~0,1                    | column 'score' is '0x1p3' in row 1
                    label,score~1,~0,1                         | column 'score' is '' in row 1
                    label,score~,0.4~0,1                       | column 'label' is empty in row 1
                    label,prediction~a,~b,b                    | column 'prediction' is empty in row 1
                    label,score~1,0.5,7~0,1                    | line 2 has 3 fields, expected are 2 as in the header
                    label,score~1,0.5~0                        | line 3 has 1 fields, expected are 2 as in the header
                    label,score~1,1~0,0~1,1                    | the label leaked
                    label,score_a,score_b~a,1,0~b,0,1          | the label leaked
                    label,prediction~1.5,1.5~2.5,2.5           | the label leaked
                    label,score~a,0.1~b,0.2~c,0.3              | there are 3 classes ([a, b, c]) but one column 'score'
                    label,score_a,score_b~a,0.1,0.2~b,0.3,0.4~c,0.1,0.1 | no column 'score_c' for the class 'c'
                    id,label,score~x,1,0.5~y,0,0.4~x,0,0.3     | column 'id' has the same value in rows 1 and 3
                    id,label,score~,1,0.5~y,0,0.4              | column 'id' is empty in row 1
                    label,score,weight~1,0.5,-1~0,0.2,1        | column 'weight' is -1.0 in row 1, expected is 0 or more
                    label,score,weight~1,0.5,0~0,0.2,0         | column 'weight' adds up to 0.0
                    label,quantile_9~1.5,2                     | must name a level between 0 and 1
                    query,label,prediction~q,good,1            | must hold the relevance as a number
                    query,label,score,weight~q,1,1,1           | a ranking has no column 'weight'
                    """)
    void saysWhatIsWrong(String csv, String reason) throws Exception {
        assertThatThrownBy(() -> read(csv.replace('~', '\n')))
                .isInstanceOf(PredictionsException.class)
                .hasMessageContaining("predictions.csv")
                .hasMessageContaining(reason);
    }

    @Test
    void saysThatTheFileDoesNotExist() {
        assertThatThrownBy(() -> PredictionsReader.read(directory.resolve("none.csv"), List.of()))
                .hasMessageContaining("none.csv do not exist");
    }

    @Test
    void saysThatASliceColumnDoesNotExist() {
        assertThatThrownBy(() -> PredictionsReader.read(
                        Files.writeString(directory.resolve("predictions.csv"), "label,score,country\n1,0.5,DE\n"),
                        List.of("contry")))
                .hasMessageContaining("no column 'contry'; did you mean 'country'?");
    }

    @Test
    void refusesTextThatIsNotUtf8() throws Exception {
        Path file = Files.write(
                directory.resolve("predictions.csv"), "label,score\nä,0.5\nb,1\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> PredictionsReader.read(file, List.of())).hasMessageContaining("not UTF-8");
    }

    @Test
    void refusesAFieldOfAMillionsOfCharacters() {
        assertThatThrownBy(() -> read("label,score\n1," + "9".repeat(3_000_000) + "\n0,1\n"))
                .isInstanceOf(PredictionsException.class);
    }

    @Test
    void refusesASliceColumnOfTooManyValues() throws Exception {
        StringBuilder csv = new StringBuilder("label,score,age\n");
        for (int i = 0; i < 1500; i++) {
            csv.append(i % 2).append(",0.5,").append(i).append('\n');
        }
        Path file = Files.writeString(directory.resolve("predictions.csv"), csv);

        assertThatThrownBy(() -> PredictionsReader.read(file, List.of("age")))
                .hasMessageContaining("column 'age' has more than 1000 different values");
    }

    @Test
    void takesOneAndOnePointZeroForTheSameClass() throws Exception {
        Classification classification =
                read("label,prediction\n1,1.0\n0,0.0\n1,0\n").classification().orElseThrow();

        assertThat(classification.classes()).containsExactly("0", "1");
        assertThat(classification.prediction(0)).isEqualTo(classification.label(0));
        assertThat(classification.prediction(2)).isNotEqualTo(classification.label(2));
    }

    @Test
    void takesTrueAsPythonWritesItForTrueAsJavaWritesIt() throws Exception {
        assertThat(read("label,prediction\nTrue,true\nFalse,true\n")
                        .classification()
                        .orElseThrow()
                        .classes())
                .containsExactly("false", "true");
    }

    @Test
    void ordersNumberedClassesAsNumbers() throws Exception {
        assertThat(read("label,prediction\n10,9\n9,10\n-1,9\n")
                        .classification()
                        .orElseThrow()
                        .classes())
                .containsExactly("-1", "9", "10");
    }

    @Test
    void readsManyDifferentNumbersAsARegression() throws Exception {
        StringBuilder csv = new StringBuilder("label,prediction\n");
        for (int i = 0; i < 5000; i++) {
            csv.append(i * 0.5).append(',').append(i * 0.5 + 1).append('\n');
        }

        Predictions predictions = read(csv.toString());

        assertThat(predictions.classification()).isEmpty();
        Regression regression = predictions.regression().orElseThrow();
        assertThat(regression.label().get(4999)).isEqualTo(2499.5);
        assertThat(regression.prediction().get(4096)).isEqualTo(2049);
    }

    @Test
    void readsQuotedFieldsAByteOrderMarkAndEmptyLines() throws Exception {
        Predictions predictions = read("\uFEFFlabel,note,score\r\n1,\"a, \"\"b\"\"\nc\",0.5\r\n\r\n0,x,0.25\r\n");

        assertThat(predictions.rows()).isEqualTo(2);
        assertThat(predictions.classification().orElseThrow().score(1, 1)).isEqualTo(0.25);
    }

    @ParameterizedTest
    @ValueSource(strings = {"snappy", "zstd", "none"})
    void readsParquetAsPandasWritesIt(String codec) throws Exception {
        // Written by pyarrow 25.0.1: label string, score double, country dictionary, n int64, id int32.
        Path file = directory.resolve("predictions.parquet");
        try (InputStream in = getClass().getResourceAsStream("/gate/predictions-" + codec + ".parquet")) {
            Files.write(file, in.readAllBytes());
        }

        Predictions predictions = PredictionsReader.read(file, List.of("country", "n"));

        assertThat(predictions.rows()).isEqualTo(4);
        Classification classification = predictions.classification().orElseThrow();
        assertThat(classification.classes()).containsExactly("no", "yes");
        assertThat(classification.score(2, 1)).isEqualTo(0.1 + 0.2);
        assertThat(predictions.slices().get("country").values()).containsExactly("DE", "", "FR");
        assertThat(predictions.slices().get("n").values()).containsExactly("1", "2");
    }

    @Test
    void refusesAParquetCodecItCannotRead() throws Exception {
        Path file = directory.resolve("predictions.parquet");
        try (InputStream in = getClass().getResourceAsStream("/gate/predictions-gzip.parquet")) {
            Files.write(file, in.readAllBytes());
        }

        assertThatThrownBy(() -> PredictionsReader.read(file, List.of()))
                .hasMessageContaining("compressed with GZIP, expected is one of [UNCOMPRESSED, SNAPPY, ZSTD]");
    }

    @Test
    void refusesATruncatedParquetFile() throws Exception {
        try (InputStream in = getClass().getResourceAsStream("/gate/predictions-snappy.parquet")) {
            byte[] whole = in.readAllBytes();
            Path file = Files.write(
                    directory.resolve("predictions.parquet"), Arrays.copyOf(whole, whole.length - 20));

            assertThatThrownBy(() -> PredictionsReader.read(file, List.of()))
                    .isInstanceOf(PredictionsException.class);
        }
    }

    @Test
    void pairsRowsByTheirIds() throws Exception {
        Predictions candidate = read("id,label,score\na,1,0.9\nb,0,0.2\nc,1,0.4\n");
        Predictions baseline = read("id,label,score\nc,1,0.7\na,1,0.8\nb,0,0.1\n");

        Pairing pairing = Pairing.of(candidate, baseline);

        assertThat(List.of(pairing.baselineRow(0), pairing.baselineRow(1), pairing.baselineRow(2)))
                .containsExactly(1, 2, 0);
    }

    @Test
    void refusesToPairDifferentCases() throws Exception {
        Predictions candidate = read("id,label,score\na,1,0.9\nb,0,0.2\n");

        assertThatThrownBy(() -> Pairing.of(candidate, read("id,label,score\na,1,0.9\nc,0,0.2\n")))
                .hasMessageContaining("the id in row 2");
        assertThatThrownBy(() -> Pairing.of(candidate, read("id,label,score\na,0,0.9\nb,1,0.2\n")))
                .hasMessageContaining("the label in row 1");
        assertThatThrownBy(() -> Pairing.of(candidate, read("id,label,score\na,1,0.9\nb,0,0.2\nc,0,0.2\n")))
                .hasMessageContaining("2 rows and the baseline for 3");
    }

    private Predictions read(String csv) throws Exception {
        return PredictionsReader.read(Files.writeString(directory.resolve("predictions.csv"), csv), List.of());
    }
}
