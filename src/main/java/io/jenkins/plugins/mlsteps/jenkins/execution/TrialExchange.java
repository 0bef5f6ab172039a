package io.jenkins.plugins.mlsteps.jenkins.execution;

import io.jenkins.plugins.mlsteps.record.FileTree;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Run;
import io.jenkins.plugins.mlsteps.steps.BodyRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Where the trials that a study wants to run meet the parallel branches of the Pipeline that run them. In memory: the study and the
 * branches come back here by themselves after a restart. That a study is over is a file of the build, for a branch may ask later.
 */
public final class TrialExchange {
    /** The exchanges of one run of Jenkins. */
    @Extension
    public static final class Open {
        private final Map<String, TrialExchange> exchanges = new ConcurrentHashMap<>();

        static Map<String, TrialExchange> get() {
            return ExtensionList.lookupSingleton(Open.class).exchanges;
        }
    }

    private final Deque<Consumer<BodyRun>> branches = new ArrayDeque<>();
    private final List<Consumer<MachineExecution>> callers = new ArrayList<>();
    private MachineExecution study;

    private TrialExchange() {}

    /** @param key of the study's call, unique in its Jenkins */
    static TrialExchange of(String key) {
        return Open.get().computeIfAbsent(key, unused -> new TrialExchange());
    }

    private static Path over(Run<?, ?> build, String key) {
        return StepFiles.of(build).directory().resolve("study-" + key + ".over");
    }

    /** The study runs, or runs again after a restart. */
    synchronized void open(MachineExecution execution) {
        study = execution;
        callers.forEach(caller -> caller.accept(execution));
        callers.clear();
        match();
    }

    /**
     * Calls back with the study once it is here.
     *
     * @param over called instead when it has ended and will not be here again
     */
    synchronized void withStudy(Run<?, ?> build, String key, Consumer<MachineExecution> caller, Runnable over) {
        if (study != null) {
            caller.accept(study);
        } else if (Files.exists(over(build, key))) {
            Open.get().remove(key, this);
            over.run();
        } else {
            callers.add(caller);
        }
    }

    /**
     * A branch asks for a trial.
     *
     * @param branch called with the next trial, or with null when there will be none
     */
    synchronized void await(Run<?, ?> build, String key, Consumer<BodyRun> branch) {
        if (Files.exists(over(build, key))) {
            branch.accept(null);
            Open.get().remove(key, this);
            return;
        }
        branches.add(branch);
        match();
    }

    /** Gives waiting branches the trials that the study offers. */
    synchronized void match() {
        while (study != null && !branches.isEmpty()) {
            Optional<BodyRun> offer = study.bodies().takeOffer();
            if (offer.isEmpty()) {
                return;
            }
            branches.poll().accept(offer.get());
        }
    }

    /** The study is over: branches have nothing more to run. */
    synchronized void close(Run<?, ?> build, String key) throws IOException {
        Path over = over(build, key);
        FileTree.createParent(over);
        Files.writeString(over, "");
        branches.forEach(branch -> branch.accept(null));
        branches.clear();
        Open.get().remove(key, this);
    }
}
