package io.jenkins.plugins.mlsteps.automl.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.jenkins.plugins.mlsteps.automl.AutoRequest;
import io.jenkins.plugins.mlsteps.automl.AutoTrainer;
import io.jenkins.plugins.mlsteps.record.Json;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The definitions of ONNX in Java, beside ONNX Runtime. */
class GraphInferenceTest {
    private static final List<String> COLOURS = List.of("red", "green", "blue", "", "never seen");
    private static final int ROWS = 500;

    private final Random random = new Random(11);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "linear, bought", "randomForest, bought", "gradientBoosting, bought",
        "linear, shop", "randomForest, shop", "gradientBoosting, shop",
        "linear, spent", "randomForest, spent", "gradientBoosting, spent"
    })
    void answersAsOnnxRuntimeDoesForEveryFamilyAndTask(String family, String target) throws Exception {
        AutoTrainer.main(new String[] {request(family, target).toString()});
        byte[] model = Files.readAllBytes(model());

        float[][] numbers = new float[ROWS][columns(model, ModelGraph.NUMBERS)];
        String[][] categories = new String[ROWS][columns(model, ModelGraph.CATEGORIES)];
        for (int row = 0; row < ROWS; row++) {
            for (int column = 0; column < numbers[row].length; column++) {
                numbers[row][column] = random.nextInt(10) == 0 ? Float.NaN : (float) (40 + 30 * random.nextGaussian());
            }
            Arrays.setAll(categories[row], column -> COLOURS.get(random.nextInt(COLOURS.size())));
        }

        float[][] answers = new GraphInference().answer(model, numbers, categories);
        float[][] expected = new RuntimeInference().answer(model, numbers, categories);
        for (int row = 0; row < ROWS; row++) {
            assertThat(answers[row]).hasSameSizeAs(expected[row]);
            for (int output = 0; output < expected[row].length; output++) {
                float size = Math.max(1, Math.abs(expected[row][output]));
                assertThat(answers[row][output]).isCloseTo(expected[row][output], within(1e-4f * size));
            }
        }
        assertThat(Arrays.stream(answers).mapToDouble(answer -> answer[0]).distinct().count()).isGreaterThan(10);
    }

    @Test
    void trainingLeavesTheSameModelWhereThereIsNoRuntime() throws Exception {
        String request = request("gradientBoosting", "bought").toString();
        AutoTrainer.main(new String[] {request});
        byte[] withRuntime = Files.readAllBytes(model());
        Files.delete(model());

        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp", classPathWithoutTheRuntime(), AutoTrainer.class.getName(), request)
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(printed).isZero();
        assertThat(printed).contains("exported to model.onnx, which by the definitions of ONNX answers as the trained model does");
        assertThat(model()).hasBinaryContent(withRuntime);
    }

    @Test
    void refusesWhatModelsAreNotExportedWith() throws Exception {
        AutoTrainer.main(new String[] {request("linear", "spent").toString()});
        ModelProto.Builder model = ModelProto.parseFrom(Files.readAllBytes(model())).toBuilder();
        model.getGraphBuilder().getNodeBuilderList().get(0).setOpType("Erf");

        assertThatThrownBy(() -> new GraphInference().answer(model.build().toByteArray(), new float[1][2], new String[1][1]))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not exported with the operator Erf");
        assertThatThrownBy(() -> new GraphInference().answer(new byte[] {1, 2, 3}, new float[1][2], new String[1][1]))
                .hasMessageContaining("no ONNX");
    }

    private static int columns(byte[] model, String input) throws IOException {
        return ModelProto.parseFrom(model).getGraph().getInputList().stream()
                .filter(value -> value.getName().equals(input))
                .mapToInt(value -> (int) value.getType().getTensorType().getShape().getDim(1).getDimValue())
                .findFirst()
                .orElse(0);
    }

    private static String classPathWithoutTheRuntime() {
        return Arrays.stream(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
                        .split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("onnxruntime"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private Path model() {
        return directory.resolve("model/model.onnx");
    }

    /** Customers: what they bought depends on age, colour and date; some cells are missing. */
    private Path request(String family, String target) throws IOException {
        StringBuilder csv = new StringBuilder("age,colour,since," + target + "\n");
        for (int i = 0; i < 240; i++) {
            int age = 18 + random.nextInt(60);
            String colour = COLOURS.get(random.nextInt(4));
            int year = 2000 + random.nextInt(20);
            double score = (age - 48) / 10.0 + (colour.equals("red") ? 2 : -1) + (year - 2010) / 5.0 + random.nextGaussian();
            String outcome = switch (target) {
                case "bought" -> score > 0 ? "yes" : "no";
                case "shop" -> score > 1 ? "north" : score > -2 ? "south" : "west";
                default -> Double.toString(100 + 20 * score);
            };
            csv.append(i % 17 == 0 ? "" : age).append(',').append(colour).append(',').append(year).append("-03-01,").append(outcome).append('\n');
        }
        Path data = Files.writeString(directory.resolve("data.csv"), csv);
        Path request = directory.resolve("request.json");
        Json.write(
                request,
                new AutoRequest(
                        data.toString(),
                        target,
                        "auto",
                        List.of(),
                        1,
                        3,
                        Map.of("family", family),
                        directory.resolve("model").toString(),
                        directory.resolve("result.json").toString(),
                        directory.resolve("predictions.csv").toString()));
        return request;
    }
}
