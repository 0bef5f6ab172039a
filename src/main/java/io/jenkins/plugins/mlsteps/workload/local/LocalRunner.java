package io.jenkins.plugins.mlsteps.workload.local;

import io.jenkins.plugins.mlsteps.host.Workspace;
import io.jenkins.plugins.mlsteps.record.FileTree;
import io.jenkins.plugins.mlsteps.workload.OutputChunk;
import io.jenkins.plugins.mlsteps.workload.WorkingDirectory;
import io.jenkins.plugins.mlsteps.workload.Workload;
import io.jenkins.plugins.mlsteps.workload.WorkloadHandle;
import io.jenkins.plugins.mlsteps.workload.WorkloadRunner;
import io.jenkins.plugins.mlsteps.workload.WorkloadStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Runs workloads as processes on the machine that owns the workspace. The process belongs to no one: it leaves its output and
 * exit status in files, so it outlives the host and is found again by its scratch directory alone.
 */
public final class LocalRunner implements WorkloadRunner {
    public static final String NAME = "local";

    private final Workspace workspace;
    private final Map<String, String> environment;

    /** @param environment of this machine, which a workload's own variables are added to */
    public LocalRunner(Workspace workspace, Map<String, String> environment) {
        this.workspace = workspace;
        this.environment = environment;
    }

    @Override
    public WorkingDirectory workingDirectory() throws IOException, InterruptedException {
        return workspace.act(WorkingDirectory::of);
    }

    @Override
    public WorkloadHandle prepare(Workload workload) {
        return new WorkloadHandle(
                NAME,
                workload.id(),
                Map.of(
                        "scratch", workload.scratch(),
                        "timeoutSeconds", Long.toString(workload.timeoutSeconds())));
    }

    @Override
    public void submit(Workload workload, WorkloadHandle handle) throws IOException, InterruptedException {
        LinkedHashMap<String, String> variables = new LinkedHashMap<>(environment);
        Variables.add(variables, workload.environment(), false);
        workspace.act(root -> {
            new LocalProcess(root.resolve(workload.scratch()), workload.id())
                    .start(root.resolve(workload.directory()), workload.command(), variables);
            return null;
        });
    }

    @Override
    public WorkloadStatus status(WorkloadHandle handle) throws IOException, InterruptedException {
        String scratch = scratch(handle);
        long timeout = Long.parseLong(handle.details().get("timeoutSeconds"));
        String id = handle.id();
        return workspace.act(root -> new LocalProcess(root.resolve(scratch), id).status(timeout));
    }

    @Override
    public OutputChunk output(WorkloadHandle handle, long cursor) throws IOException, InterruptedException {
        String scratch = scratch(handle);
        return workspace.act(root -> OutputFile.read(root.resolve(scratch).resolve(LocalProcess.OUTPUT), cursor));
    }

    @Override
    public void cancel(List<WorkloadHandle> handles) throws IOException, InterruptedException {
        IOException failure = null;
        for (WorkloadHandle handle : handles) {
            try {
                cancel(handle);
            } catch (IOException e) {
                if (failure != null) {
                    e.addSuppressed(failure);
                }
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void cancel(WorkloadHandle handle) throws IOException, InterruptedException {
        String scratch = scratch(handle);
        String id = handle.id();
        workspace.act(root -> {
            new LocalProcess(root.resolve(scratch), id).cancel();
            return null;
        });
    }

    /**
     * Ends all workloads that have not ended, as far as their scratch directories lie in or below one.
     *
     * @return how many processes there were
     */
    public static int stopAll(Path directory) throws IOException, InterruptedException {
        if (!Files.exists(directory)) {
            return 0;
        }
        List<Path> scratches;
        try (Stream<Path> files = Files.walk(directory)) {
            scratches = files.filter(LocalProcess::isLaunch).map(Path::getParent).toList();
        }
        int stopped = 0;
        for (Path scratch : scratches) {
            stopped += new LocalProcess(scratch, FileTree.name(scratch)).kill();
        }
        return stopped;
    }

    private static String scratch(WorkloadHandle handle) {
        return handle.details().get("scratch");
    }
}
