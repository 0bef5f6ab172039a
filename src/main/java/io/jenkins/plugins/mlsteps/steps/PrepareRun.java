package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.host.Workspace;
import io.jenkins.plugins.mlsteps.spec.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Makes the directories that an attempt finds, and the request that the built-in trainer reads. */
record PrepareRun(RunPlan plan, String attempt) implements Workspace.Task<Boolean> {
    @Override
    public Boolean on(Path root) throws IOException {
        for (String directory : List.of(
                plan.outputDirectory(),
                plan.checkpointDirectory(),
                plan.scratch(attempt),
                plan.modelDirectory(attempt))) {
            Files.createDirectories(root.resolve(directory));
        }
        new RunMetrics(root, plan, attempt).before();
        new DeclaredModel(root, plan, attempt).before();
        if (plan.training().form() == Training.Form.NO_CODE) {
            NoCode.writeRequest(root, plan, attempt);
        }
        return true;
    }
}
