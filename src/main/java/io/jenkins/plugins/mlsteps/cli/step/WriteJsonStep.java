package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.spec.Parameter;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.Word;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** {@code writeJSON}. */
@Word(value = "writeJSON", doc = "Write maps, lists and values as JSON.")
public record WriteJsonStep(
        @Parameter("The file.") String file,
        @Parameter(value = "What to write.", required = true) Object json,
        @Parameter(value = "Any number above 0 for indented output.", defaultValue = "0") int pretty,
        @Parameter(value = "Return the text instead of writing a file.", defaultValue = "false") boolean returnText)
        implements Step {
    public WriteJsonStep {
        if ((file == null) != returnText) {
            throw new SpecException("give either 'file' or 'returnText: true'");
        }
    }

    @Override
    public Object run(StepCall call) throws IOException {
        String text = pretty > 0 ? Json.pretty(json) : Json.line(json);
        if (returnText) {
            return text;
        }
        call.write(file, text.getBytes(StandardCharsets.UTF_8));
        return null;
    }
}
