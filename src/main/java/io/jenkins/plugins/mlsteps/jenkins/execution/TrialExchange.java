package io.jenkins.plugins.mlsteps.jenkins.execution;

import io.jenkins.plugins.mlsteps.record.FileTree;
import hudson.AbortException;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Job;
import hudson.model.Run;
import io.jenkins.plugins.mlsteps.steps.BodyRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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
        private final Map<Call, TrialExchange> exchanges = new ConcurrentHashMap<>();

        static Map<Call, TrialExchange> get() {
            return ExtensionList.lookupSingleton(Open.class).exchanges;
        }
    }

    /** A call belongs to the build that made it, whatever its job is named by now: the key is no secret, other builds find nothing by it. */
    private record Call(Job<?, ?> job, int build, String key) {}

    private record Branch(String question, Consumer<BodyRun> answer) {}

    private final Call call;
    private final Run<?, ?> build;
    private final List<Branch> branches = new ArrayList<>();
    private final List<Consumer<MachineExecution>> callers = new ArrayList<>();
    private MachineExecution study;

    private TrialExchange(Call call, Run<?, ?> build) {
        this.call = call;
        this.build = build;
    }

    /**
     * @param key of the study's call in this build
     * @throws AbortException when it is no key that {@code TuneHyperparamsCall.groovy} makes: it becomes part of a file's name
     */
    static TrialExchange of(Run<?, ?> build, String key) throws AbortException {
        if (!isKey(key)) {
            throw new AbortException("the key of a study is a UUID that tuneHyperparams makes, got '" + key
                    + "'; call tuneHyperparams with a body instead of its parts");
        }
        Call call = new Call(build.getParent(), build.getNumber(), key);
        return Open.get().computeIfAbsent(call, unused -> new TrialExchange(call, build));
    }

    private static boolean isKey(String key) {
        try {
            return key != null && UUID.fromString(key).toString().equals(key);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private Path begun() {
        return StepFiles.of(build).study(call.key(), "begun");
    }

    private Path over() {
        return StepFiles.of(build).study(call.key(), "over");
    }

    /** @throws AbortException when this build never ran such a study, so that nobody would ever answer */
    synchronized void requireStudy() throws AbortException {
        if (study == null && !Files.exists(begun())) {
            Open.get().remove(call, this);
            throw new AbortException("no study of this build has the key " + call.key() + ", or it could not begin");
        }
    }

    /** The study runs, or runs again after a restart. */
    synchronized void open(MachineExecution execution) throws IOException {
        FileTree.createParent(begun());
        Files.writeString(begun(), "");
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
    synchronized void withStudy(Consumer<MachineExecution> caller, Runnable over) {
        if (study != null) {
            caller.accept(study);
        } else if (Files.exists(over())) {
            Open.get().remove(call, this);
            over.run();
        } else {
            callers.add(caller);
        }
    }

    /**
     * A branch asks for a trial.
     *
     * @param question the same when it asks again after a restart
     * @param answer called with the trial, or with null when there will be none
     */
    synchronized void await(String question, Consumer<BodyRun> answer) {
        if (Files.exists(over())) {
            answer.accept(null);
            Open.get().remove(call, this);
            return;
        }
        branches.add(new Branch(question, answer));
        match();
    }

    /** Gives waiting branches the trials that the study offers. */
    synchronized void match() {
        if (study == null) {
            return;
        }
        branches.removeIf(branch -> {
            Optional<BodyRun> trial = study.bodies().take(branch.question());
            trial.ifPresent(branch.answer());
            return trial.isPresent();
        });
    }

    /** The study is over: branches have nothing more to run. */
    synchronized void close() throws IOException {
        FileTree.createParent(over());
        Files.writeString(over(), "");
        branches.forEach(branch -> branch.answer().accept(null));
        branches.clear();
        Open.get().remove(call, this);
    }
}
