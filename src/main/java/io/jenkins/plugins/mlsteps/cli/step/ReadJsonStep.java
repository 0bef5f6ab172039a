package io.jenkins.plugins.mlsteps.cli.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.jenkins.plugins.mlsteps.cli.session.StepError;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.IoFailure;
import io.jenkins.plugins.mlsteps.spec.Parameter;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.Word;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** {@code readJSON}. */
@Word(value = "readJSON", doc = "The content of a JSON file or text, as maps, lists and values.")
public record ReadJsonStep(
        @Parameter("The file.") String file,
        @Parameter("The text, when there is no file.") String text,
        @Parameter(value = "Accepted: what is returned is plain maps and lists anyway.", defaultValue = "false")
                boolean returnPojo)
        implements Step {
    public ReadJsonStep {
        if ((file == null) == (text == null)) {
            throw new SpecException("give either 'file' or 'text'");
        }
    }

    @Override
    public Object run(StepCall call) throws IOException {
        String json = text == null ? new String(ReadFileStep.bytes(call.resolve(file)), StandardCharsets.UTF_8) : text;
        try {
            return Json.parse(json, Object.class);
        } catch (JsonProcessingException e) {
            String where = file == null ? "text" : file;
            String at = e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
            throw new StepError("readJSON: " + where + at + " is not JSON: " + IoFailure.mistake(e), e);
        }
    }
}
