package io.jenkins.plugins.mlsteps.automl;

import io.jenkins.plugins.mlsteps.automl.table.UnusableDataException;
import io.jenkins.plugins.mlsteps.record.IoFailure;
import io.jenkins.plugins.mlsteps.record.WholeFile;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Why the built-in trainer failed, told to who reads its output and to the step that started it. */
public record AutoFailure(Throwable cause) {
    private static final String FILE = "failure.txt";

    /** Takes the place of the other where the data is the cause, so that all that is trained on it fails in this way. */
    private static final String DATA_FILE = "unusable-data.txt";

    /**
     * The sentence that a trainer left.
     *
     * @param scratch directory of its result
     * @return empty when it left none, as one that was killed does
     */
    public static Optional<String> in(Path scratch) throws IOException {
        Path file = scratch.resolve(isOfData(scratch) ? DATA_FILE : FILE);
        return Files.isRegularFile(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    }

    /**
     * Whether a trainer left word that its data cannot be used, whatever the parameters.
     *
     * @param scratch directory of its result
     */
    public static boolean isOfData(Path scratch) {
        return Files.isRegularFile(scratch.resolve(DATA_FILE));
    }

    void tell(AutoRequest request, PrintStream err) {
        Optional<String> sentence = sentence();
        sentence.ifPresentOrElse(err::println, () -> cause.printStackTrace(err));
        try {
            if (sentence.isPresent()) {
                String file = cause instanceof UnusableDataException ? DATA_FILE : FILE;
                WholeFile.write(Path.of(request.resultFile()).resolveSibling(file), sentence.get());
            }
        } catch (IOException e) {
            err.println(IoFailure.sentence(e));
        }
    }

    /** Empty where only a stack trace tells. */
    private Optional<String> sentence() {
        if (cause instanceof UnusableDataException || cause instanceof SpecException) {
            return Optional.of(cause.getMessage());
        }
        if (cause instanceof IOException io) {
            return Optional.of(IoFailure.sentence(io));
        }
        if (cause instanceof UncheckedIOException io) {
            return Optional.of(IoFailure.sentence(io));
        }
        return cause instanceof OutOfMemoryError
                ? Optional.of("the data and the model need more memory than the trainer may take")
                : Optional.empty();
    }
}
