package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.host.Workspace;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import io.jenkins.plugins.mlsteps.tune.EarlierRuns;
import java.io.IOException;
import java.nio.file.Path;

/** Clears away what an earlier study of this name left, but for what the study learns from. */
record BeginStudy(String directory, TuneSpec spec, Occupant by) implements Workspace.Task<Void> {
    @Override
    public Void on(Path root) throws IOException {
        OpenStudies.begin(root.resolve(directory), by);
        new EarlierRuns(root.resolve(directory)).beginAnew(spec);
        return null;
    }
}
