package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.cli.session.RejectedStep;
import io.jenkins.plugins.mlsteps.spec.Parameter;
import io.jenkins.plugins.mlsteps.spec.Word;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;

/** {@code readFile}. */
@Word(value = "readFile", doc = "The content of a file as text.")
public record ReadFileStep(
        @Parameter(value = "The file.", required = true) String file,
        @Parameter("Its encoding, UTF-8 when not given; Base64 for binary content.") String encoding)
        implements Step {
    @Override
    public Object run(StepCall call) throws IOException {
        byte[] bytes = bytes(call.resolve(file));
        return "Base64".equals(encoding)
                ? Base64.getEncoder().encodeToString(bytes)
                : new String(bytes, encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding));
    }

    static byte[] bytes(Path path) throws IOException {
        try {
            return Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            throw new RejectedStep("file " + path + " does not exist", e);
        }
    }
}
