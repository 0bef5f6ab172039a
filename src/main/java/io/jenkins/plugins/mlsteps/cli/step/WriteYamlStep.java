package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.cli.session.StepError;
import io.jenkins.plugins.mlsteps.spec.Parameter;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.Word;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** {@code writeYaml}. */
@Word(value = "writeYaml", doc = "Write maps, lists and values as YAML.")
public record WriteYamlStep(
        @Parameter("The file.") String file,
        @Parameter("What to write.") Object data,
        @Parameter("What to write, a document each.") List<Object> datas,
        @Parameter(value = "Replace a file that is there, which is an error otherwise.", defaultValue = "false") boolean overwrite,
        @Parameter(value = "Return the text instead of writing a file.", defaultValue = "false") boolean returnText)
        implements Step {
    public WriteYamlStep {
        if ((file == null) != returnText) {
            throw new SpecException("give either 'file' or 'returnText: true'");
        }
        if ((data == null) == datas.isEmpty()) {
            throw new SpecException("give either 'data' or 'datas'");
        }
    }

    @Override
    public Object run(StepCall call) throws IOException {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setSplitLines(false);
        Yaml yaml = new Yaml(options);
        String text = datas.isEmpty() ? yaml.dump(data) : yaml.dumpAll(datas.iterator());
        if (returnText) {
            return text;
        }
        if (!overwrite && Files.exists(call.resolve(file))) {
            throw new StepError("writeYaml: " + file + " is there already; give 'overwrite: true' to replace it");
        }
        call.write(file, text.getBytes(StandardCharsets.UTF_8));
        return null;
    }
}
