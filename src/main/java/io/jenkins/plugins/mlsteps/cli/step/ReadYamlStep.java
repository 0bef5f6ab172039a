package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.cli.session.StepError;
import io.jenkins.plugins.mlsteps.spec.Parameter;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.Word;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** {@code readYaml}, which reads YAML 1.1 as the plugin of Jenkins does. */
@Word(value = "readYaml", doc = "The content of a YAML file or text, as maps, lists and values; a list of them where it has several documents.")
public record ReadYamlStep(
        @Parameter("The file.") String file, @Parameter("The text, when there is no file.") String text) implements Step {
    public ReadYamlStep {
        if ((file == null) == (text == null)) {
            throw new SpecException("give either 'file' or 'text'");
        }
    }

    @Override
    public Object run(StepCall call) throws IOException {
        String yaml = text == null ? new String(ReadFileStep.bytes(call.resolve(file)), StandardCharsets.UTF_8) : text;
        List<Object> documents = new ArrayList<>();
        try {
            new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(yaml).forEach(documents::add);
        } catch (MarkedYAMLException e) {
            throw notYaml(":" + (e.getProblemMark().getLine() + 1), e.getProblem(), e);
        } catch (YAMLException e) {
            throw notYaml("", e.getMessage(), e);
        }
        return documents.size() == 1 ? documents.get(0) : documents;
    }

    private StepError notYaml(String line, String why, YAMLException cause) {
        return new StepError("readYaml: " + (file == null ? "text" : file) + line + " is not YAML: " + why, cause);
    }
}
