package io.jenkins.plugins.mlsteps.jenkins.execution;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.slaves.WorkspaceList;
import io.jenkins.plugins.mlsteps.jenkins.rollback.Rollback;
import io.jenkins.plugins.mlsteps.record.WholeFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jenkins.model.Jenkins;
import jenkins.util.VirtualFile;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * The models and verdicts that a build archived, in a directory of their own: on the agent around the step, and without one in the
 * directory of the build on the controller, so that a step holds no executor while people think. Nothing of them is run there.
 *
 * @param unpacked made when it is needed first, gone when the step is over
 * @param runsProcesses whether there is an agent around the step
 */
record ArchivedWorkspace(StepContext context, FilePath unpacked, boolean runsProcesses) implements StepWorkspace {
    private static final String MODELS_AND_VERDICTS = "ml/train/*/model/**,ml/train/*/model.json,ml/train/*/record.json,ml/gate/**";

    static ArchivedWorkspace of(StepContext context) throws IOException, InterruptedException {
        FilePath workspace = context.get(FilePath.class);
        return workspace == null
                ? new ArchivedWorkspace(context, onController(context), false)
                : new ArchivedWorkspace(context, beside(workspace, name(context)), true);
    }

    private static FilePath onController(StepContext context) throws IOException, InterruptedException {
        String step = context.get(FlowNode.class).getId();
        return new FilePath(StepFiles.of(context.get(Run.class)).archived(step).toFile());
    }

    /** Nobody else can have made a directory of this name: it is made up once, and kept with the build. */
    private static String name(StepContext context) throws IOException, InterruptedException {
        Path kept = nameFile(context);
        if (!Files.exists(kept)) {
            WholeFile.write(kept, "archived-" + context.get(Run.class).getNumber() + "-" + UUID.randomUUID());
        }
        return Files.readString(kept);
    }

    private static Path nameFile(StepContext context) throws IOException, InterruptedException {
        String step = context.get(FlowNode.class).getId();
        return StepFiles.of(context.get(Run.class)).nameOfUnpacked(step);
    }

    private static FilePath beside(FilePath workspace, String name) throws IOException {
        FilePath temporary = WorkspaceList.tempDir(workspace);
        if (temporary == null) {
            throw new IOException("there is no room for files beside the workspace " + workspace.getRemote());
        }
        return temporary.child(name);
    }

    @Override
    public FilePath directory() throws IOException, InterruptedException {
        unpack();
        return unpacked;
    }

    @Override
    public Launcher launcher() throws IOException, InterruptedException {
        Launcher ofNode = context.get(Launcher.class);
        return ofNode == null ? Jenkins.get().createLauncher(context.get(TaskListener.class)) : ofNode;
    }

    @Override
    public void release() throws IOException, InterruptedException {
        unpacked.deleteRecursive();
        Files.deleteIfExists(nameFile(context));
    }

    private void unpack() throws IOException, InterruptedException {
        if (unpacked.exists()) {
            return;
        }
        FilePath partial = unpacked.withSuffix(".part");
        partial.deleteRecursive();
        partial.mkdirs();
        VirtualFile artifacts = artifacts();
        for (String path : artifacts.list(MODELS_AND_VERDICTS, null, false)) {
            unpack(artifacts.child(path), path, partial);
        }
        partial.renameTo(unpacked);
    }

    private VirtualFile artifacts() throws IOException, InterruptedException {
        Run<?, ?> build = context.get(Run.class);
        Optional<Rollback> rollback = Rollback.of(build);
        return rollback.isPresent() ? rollback.get().artifacts(build) : build.getArtifactManager().root();
    }

    /** As old as can be: what was archived before is not what this step wrote. */
    private static void unpack(VirtualFile artifact, String path, FilePath root) throws IOException, InterruptedException {
        if (List.of(path.split("[/\\\\]")).contains("..")) {
            throw new IOException("the artifact " + artifact + " would be unpacked outside of " + root);
        }
        FilePath file = root.child(path);
        try (InputStream content = artifact.open()) {
            file.copyFrom(content);
        }
        file.touch(0);
    }
}
