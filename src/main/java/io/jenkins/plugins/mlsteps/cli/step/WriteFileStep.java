package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.spec.Parameter;
import io.jenkins.plugins.mlsteps.spec.Word;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** {@code writeFile}. */
@Word(value = "writeFile", doc = "Write text to a file.")
public record WriteFileStep(
        @Parameter(value = "The file; its directory is made when it does not exist.", required = true) String file,
        @Parameter(value = "The text.", required = true) String text,
        @Parameter("Its encoding, UTF-8 when not given; Base64 for binary content.") String encoding)
        implements Step {
    @Override
    public Object run(StepCall call) throws IOException {
        byte[] bytes = "Base64".equals(encoding)
                ? Base64.getDecoder().decode(text)
                : text.getBytes(encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding));
        call.write(file, bytes);
        return null;
    }
}
