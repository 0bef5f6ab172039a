package io.jenkins.plugins.mlsteps.jenkins.execution;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mlsteps.record.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import jenkins.model.Jenkins;
import jenkins.util.VirtualFile;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * The models and verdicts that a build archived so far, in a directory of the build on the controller: so a step needs no agent, and
 * holds no executor while people think. Nothing of them is run here.
 *
 * @param directory made when it is needed first, gone when the step is over
 */
record ArchivedWorkspace(Run<?, ?> build, TaskListener listener, Path directoryOfStep) implements StepWorkspace {
    private static final String MODELS_AND_VERDICTS = "ml/train/*/model/**,ml/train/*/model.json,ml/train/*/record.json,ml/gate/**";

    static ArchivedWorkspace of(StepContext context) throws IOException, InterruptedException {
        Run<?, ?> build = context.get(Run.class);
        Path directory = StepFiles.of(build).archived(context.get(FlowNode.class).getId());
        return new ArchivedWorkspace(build, context.get(TaskListener.class), directory);
    }

    @Override
    public <T> T act(Task<T> task) throws IOException, InterruptedException {
        unpack();
        return task.on(directoryOfStep);
    }

    @Override
    public boolean runsProcesses() {
        return false;
    }

    @Override
    public FilePath directory() throws IOException {
        unpack();
        return new FilePath(directoryOfStep.toFile());
    }

    @Override
    public Launcher launcher() {
        return Jenkins.get().createLauncher(listener);
    }

    @Override
    public void release() throws IOException {
        FileTree.remove(directoryOfStep);
    }

    private void unpack() throws IOException {
        if (Files.exists(directoryOfStep)) {
            return;
        }
        Path partial = directoryOfStep.resolveSibling(directoryOfStep.getFileName() + ".part");
        FileTree.remove(partial);
        Files.createDirectories(partial);
        VirtualFile artifacts = build.getArtifactManager().root();
        for (String path : artifacts.list(MODELS_AND_VERDICTS, null, false)) {
            unpack(artifacts.child(path), partial.resolve(path).normalize(), partial);
        }
        Files.move(partial, directoryOfStep, StandardCopyOption.ATOMIC_MOVE);
    }

    /** As old as can be: what was archived before is not what this step wrote. */
    private static void unpack(VirtualFile artifact, Path file, Path root) throws IOException {
        if (!file.startsWith(root)) {
            throw new IOException("the artifact " + artifact + " would be unpacked outside of " + root);
        }
        FileTree.createParent(file);
        try (InputStream content = artifact.open()) {
            Files.copy(content, file);
        }
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
    }
}
