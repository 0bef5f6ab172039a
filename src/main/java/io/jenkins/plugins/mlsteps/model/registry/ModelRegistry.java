package io.jenkins.plugins.mlsteps.model.registry;

import io.jenkins.plugins.mlsteps.spec.BaselineReference.Registered;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Where versions of models are registered by name. */
public interface ModelRegistry {
    /**
     * @param downloads directory for files that the registry has to send
     * @return empty when there is no such model yet, or its alias points at no version
     * @throws IOException when the registry does not tell: it cannot be reached, refuses, or a version that is named is not there
     */
    Optional<RegisteredModel> find(Registered reference, Path downloads) throws IOException, InterruptedException;
}
