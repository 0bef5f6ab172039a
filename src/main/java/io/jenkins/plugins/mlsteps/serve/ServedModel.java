package io.jenkins.plugins.mlsteps.serve;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.SignatureFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** One revision of a model, loaded. Closed when nobody holds it any more: requests retain it while they use it. */
final class ServedModel {
    private final String name;
    private final String revision;
    private final OrtSession session;
    private final Map<String, NodeInfo> inputs;
    private final Map<String, NodeInfo> outputs;
    private final RowForm rows;
    private final AtomicInteger holders = new AtomicInteger(1);

    private ServedModel(String name, String revision, OrtSession session, SignatureFile signature) throws OrtException {
        this.name = name;
        this.revision = revision;
        this.session = session;
        this.inputs = session.getInputInfo();
        this.outputs = session.getOutputInfo();
        this.rows = signature == null ? null : RowForm.of(signature, inputs);
    }

    /**
     * Loads the ONNX model of a directory, held once by the caller.
     *
     * @param threads that work on a single request
     * @throws IOException when there is no such model, or ONNX Runtime cannot load it
     */
    static ServedModel load(Path directory, String name, String revision, int threads) throws IOException {
        Path file = onnxFile(directory);
        SignatureFile signature = signature(directory);
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            OrtSession session = environment().createSession(file.toString(), options);
            try {
                return new ServedModel(name, revision, session, signature);
            } catch (RuntimeException | OrtException e) {
                session.close();
                throw e;
            }
        } catch (OrtException | RuntimeException e) {
            throw new IOException("revision '" + revision + "' cannot be loaded from " + file + ": " + e.getMessage(), e);
        }
    }

    static OrtEnvironment environment() {
        return OrtEnvironment.getEnvironment();
    }

    private static Path onnxFile(Path directory) throws IOException {
        Path usual = directory.resolve("model.onnx");
        if (Files.isRegularFile(usual)) {
            return usual;
        }
        if (!Files.isDirectory(directory)) {
            throw new IOException("model directory " + directory + " does not exist");
        }
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(".onnx")).toList();
            if (found.size() == 1) {
                return found.get(0);
            }
            throw new IOException("expected model.onnx, or one file that ends in .onnx, in " + directory + "; found "
                    + (found.isEmpty() ? "none" : found.stream().map(Path::getFileName).toList()));
        }
    }

    private static SignatureFile signature(Path directory) throws IOException {
        Path file = directory.resolve(SignatureFile.NAME);
        return Files.exists(file) ? Json.read(file, SignatureFile.class) : null;
    }

    String name() {
        return name;
    }

    String revision() {
        return revision;
    }

    Map<String, NodeInfo> inputs() {
        return inputs;
    }

    Map<String, NodeInfo> outputs() {
        return outputs;
    }

    /** How rows become tensors; empty for a model without {@value SignatureFile#NAME}. */
    Optional<RowForm> rows() {
        return Optional.ofNullable(rows);
    }

    /** The tensor an input takes; empty for an input that is none. */
    Optional<TensorInfo> inputTensor(String input) {
        return Optional.ofNullable(inputs.get(input))
                .map(NodeInfo::getInfo)
                .filter(TensorInfo.class::isInstance)
                .map(TensorInfo.class::cast);
    }

    /** @param wanted names of outputs; empty for all */
    OrtSession.Result run(Map<String, OnnxTensor> tensors, Set<String> wanted) throws OrtException {
        return wanted.isEmpty() ? session.run(tensors) : session.run(tensors, wanted);
    }

    /** Whether the model is still open and now held once more. */
    boolean retain() {
        int before = holders.getAndUpdate(count -> count == 0 ? 0 : count + 1);
        return before > 0;
    }

    /** Gives up one hold; the last one closes the session. */
    void release() {
        if (holders.decrementAndGet() == 0) {
            try {
                session.close();
            } catch (OrtException e) {
                throw new IllegalStateException("revision '" + revision + "' cannot be closed", e);
            }
        }
    }
}
