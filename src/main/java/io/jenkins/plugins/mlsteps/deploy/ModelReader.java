package io.jenkins.plugins.mlsteps.deploy;

import io.jenkins.plugins.mlsteps.record.ModelCard;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;

/** Describes a model directory: its digest and its files. Travels to where the files are. */
@FunctionalInterface
public interface ModelReader extends Serializable {
    ModelCard read(Path directory) throws IOException;
}
