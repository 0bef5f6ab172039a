package io.jenkins.plugins.mlsteps.tune;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.spec.Dimension;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The same seed and the same tells give the same asks on every machine: the digests were made on one and hold on all others. They
 * change when a sampler is changed on purpose, and then the trials of a study that was begun before go on otherwise.
 */
class SameEverywhereTest {
    private static final List<Dimension> SPACE = List.of(
            new Dimension.Choice("opt", List.of("sgd", "adam", "rmsprop")),
            new Dimension.LogUniform("lr", 1e-5, 1),
            new Dimension.Uniform("momentum", 0, 1, null, "opt == 'sgd'"),
            new Dimension.IntRange("batch", 8, 512, 1, true),
            new Dimension.Choice("size", List.of("S", "M", "L"), true, null),
            new Dimension.Uniform("dropout", 0, 0.5, 0.1, null));

    @ParameterizedTest
    @CsvSource({
        "random, 150, 76326cb1488f7387",
        "grid, 150, 91fce282a7faac01",
        "sobol, 150, daeccc42cfba907b",
        "tpe, 150, 4cf2a746c97a7d11",
        "gp, 40, 8eec4823952c4595",
        "cmaes, 150, bdbd97c618f6a57e",
        "nsga2, 150, 9d40a4e37a883906",
        "auto, 40, 8eec4823952c4595"
    })
    void asksWhatItAskedWhereTheDigestWasMade(String algorithm, int trials, String digest) throws Exception {
        OpenStudy study = new OpenStudy(SPACE, "minimize", algorithm, 11);
        MessageDigest asks = MessageDigest.getInstance("SHA-256");
        for (int i = 0; i < trials; i += 2) {
            List<OpenStudy.Suggestion> pair = study.ask(2);
            asks.update(Json.line(pair).getBytes(StandardCharsets.UTF_8));
            study.tell(i + 1, Trial.State.COMPLETE, loss(pair.get(1).params()));
            study.tell(i, i % 10 == 0 ? Trial.State.FAILED : Trial.State.COMPLETE, loss(pair.get(0).params()));
        }
        assertThat(HexFormat.of().formatHex(asks.digest(), 0, 8)).isEqualTo(digest);
    }

    /** Of additions and multiplications only, which are the same on every machine. */
    private static double loss(Map<String, Object> params) {
        double lr = ((Number) params.get("lr")).doubleValue() - 0.01;
        double batch = ((Number) params.get("batch")).doubleValue() / 64 - 1;
        double dropout = ((Number) params.get("dropout")).doubleValue();
        return 100 * lr * lr + batch * batch + dropout + ("adam".equals(params.get("opt")) ? 0 : 0.5);
    }
}
