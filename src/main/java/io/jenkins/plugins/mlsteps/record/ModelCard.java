package io.jenkins.plugins.mlsteps.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * A model on disk, described ({@code model.json}).
 *
 * @param digest {@code sha256:…} over the canonical tree listing of its files
 * @param format onnx, pickle, savedmodel, safetensors…; unknown when nothing is recognized
 * @param task classification or regression, when known
 * @param classes the labels in the order of the probabilities; empty unless a classifier told them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelCard(
        String name,
        String digest,
        String format,
        String task,
        long bytes,
        List<ModelFile> files,
        Signature signature,
        List<String> classes,
        Instant created)
        implements Serializable {
    public ModelCard {
        files = files == null ? List.of() : List.copyOf(files);
        classes = classes == null ? List.of() : List.copyOf(classes);
    }

    /**
     * @param path relative to the model directory, with '/'
     * @param sha256 in hex
     */
    public record ModelFile(String path, long bytes, String sha256) implements Serializable {}

    /** The columns a model reads and the values it answers. */
    public record Signature(List<Field> inputs, List<Field> outputs) implements Serializable {
        public Signature {
            inputs = inputs == null ? List.of() : List.copyOf(inputs);
            outputs = outputs == null ? List.of() : List.copyOf(outputs);
        }
    }

    /**
     * One column of a row, or one answer.
     *
     * @param type number, category, date or text
     * @param tensor name of the ONNX input it is a column of
     * @param position its column there
     * @param example a value that occurred in training, for smoke requests
     * @param values the categories known in training; empty unless a category
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Field(String name, String type, String tensor, Integer position, Object example, List<String> values)
            implements Serializable {}
}
