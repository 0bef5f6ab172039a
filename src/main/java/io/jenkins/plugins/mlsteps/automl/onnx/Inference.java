package io.jenkins.plugins.mlsteps.automl.onnx;

import java.io.IOException;

/** Something that answers with an exported model. */
interface Inference {
    /**
     * ONNX Runtime, which serves models later; in Java alone where its classes are not, as in a plain Jenkins, or its native code does
     * not run, as with musl.
     */
    static Inference best() {
        try {
            return new RuntimeInference();
        } catch (LinkageError e) {
            return new GraphInference();
        }
    }

    /** As people know it. */
    String name();

    /**
     * @param graph a serialized ONNX model of {@link ModelGraph}
     * @param numbers rows by columns, NaN where missing; without columns when the model reads none
     * @param categories rows by columns, the empty text where missing; without columns when the model reads none
     * @return for each row the probability of each class, or the one predicted number
     * @throws IOException when the graph is refused
     */
    float[][] answer(byte[] graph, float[][] numbers, String[][] categories) throws IOException;
}
