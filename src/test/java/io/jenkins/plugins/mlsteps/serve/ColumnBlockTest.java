package io.jenkins.plugins.mlsteps.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import com.fasterxml.jackson.core.JsonParser;
import io.jenkins.plugins.mlsteps.record.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnBlockTest {
    private static final ColumnBlock IDS = new ColumnBlock("ids", Datatype.INT64, 1, true);

    private static long served(String json) throws Exception {
        Object cells = IDS.missing();
        try (JsonParser parser = Json.mapper().createParser(json)) {
            parser.nextToken();
            IDS.put(cells, 0, "number", parser, 0, "id");
        }
        try (OnnxTensor tensor = IDS.toTensor(List.<Object[]>of(new Object[] {cells}), 0)) {
            return tensor.getLongBuffer().get();
        }
    }

    @Test
    void keepsEveryDigitOfAnInteger() throws Exception {
        assertThat(served("9007199254740993")).isEqualTo(9007199254740993L);
        assertThat(served("-9223372036854775808")).isEqualTo(Long.MIN_VALUE);
        assertThat(served("3.0")).isEqualTo(3);
        assertThat(served("true")).isEqualTo(1);
    }

    @Test
    void refusesWhatIsNoInteger() {
        for (String json : List.of("0.5", "1e300", "9223372036854775808", "null", "\"\"")) {
            assertThatThrownBy(() -> served(json)).as(json).hasMessageContaining("takes 64-bit integers without missing values");
        }
    }
}
