package io.jenkins.plugins.mlsteps.tune;

import com.fasterxml.jackson.core.type.TypeReference;
import io.jenkins.plugins.mlsteps.record.IoFailure;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.spec.Binder;
import io.jenkins.plugins.mlsteps.spec.Dimension;
import io.jenkins.plugins.mlsteps.spec.Parameter;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.Word;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A search space as JSON: {@code [{"type":"logUniform","name":"lr","min":1e-5,"max":0.1}, …]}. */
final class SpaceFile {
    private SpaceFile() {}

    /** What the Binder binds a file's list to, so that its errors are those of a Jenkinsfile. */
    @Word(value = "space", doc = "A search space.")
    public record Content(@Parameter(value = "The dimensions.", required = true) List<Dimension> space) {}

    /**
     * @throws SpecException naming the dimension and what is wrong with it
     */
    static List<Dimension> parse(String json) {
        try {
            List<Object> dimensions = Json.parse(json, new TypeReference<>() {});
            return Binder.bind(Content.class, Map.of("space", dimensions)).space();
        } catch (IOException e) {
            throw new SpecException("the space is not a JSON list of dimensions such as"
                    + " [{\"type\":\"uniform\",\"name\":\"x\",\"min\":0,\"max\":1}]: " + IoFailure.sentence(e), e);
        }
    }
}
