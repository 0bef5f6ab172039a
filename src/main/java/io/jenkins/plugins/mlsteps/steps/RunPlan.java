package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.spec.Training;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One run of a training, whether it is a {@code trainModel} or one trial of a study.
 *
 * @param label for people: {@code churn} or {@code churn trial 3}
 * @param name of the model or study
 * @param directory of its records, relative to the workspace
 * @param params the training sees
 * @param dataSeed of the built-in trainer: what is compared has the same, and so the same folds
 * @param metricsRoot that the patterns of metric files are relative to, itself relative to the workspace
 * @param trial its number; null outside a study
 * @param echo whether its output goes to the host's log
 */
record RunPlan(
        String label,
        String name,
        String directory,
        Training training,
        Map<String, Object> params,
        long seed,
        long dataSeed,
        String metricsRoot,
        Integer trial,
        boolean echo)
        implements Serializable {
    /** Name of the directory of a step's own for checkpoints. */
    static final String CHECKPOINT = "checkpoint";

    /** Where an attempt keeps its own files, relative to the workspace; removed when the step of this name starts anew. */
    String scratch(String attempt) {
        return scratchOf(directory) + "/" + attempt;
    }

    /** Where an attempt leaves a model that has no place of its own. */
    String modelDirectory(String attempt) {
        return scratch(attempt) + "/model";
    }

    /** Scratch directories of all attempts whose records are in or below a directory under {@code ml/}. */
    static String scratchOf(String directory) {
        return ".mlsteps/runs" + directory.substring("ml".length());
    }

    /** What an attempt that runs elsewhere has to bring back: paths and globs in the workspace. */
    List<String> results(String attempt) {
        List<String> results = new ArrayList<>(List.of(outputDirectory(), modelDirectory(attempt)));
        if (training.model() != null) {
            results.add(training.model());
        }
        if (training.metrics() != null) {
            results.addAll(training.metrics());
        }
        return results;
    }

    /** What an attempt found of the files that it is to write its metrics to. */
    String metricsBefore(String attempt) {
        return scratch(attempt) + "/metrics-before.json";
    }

    String metricsFile() {
        return directory + "/metrics.jsonl";
    }

    /** Where the training may leave files that stay. */
    String outputDirectory() {
        return directory + "/output";
    }

    /** The directory that the author names for checkpoints, for a trial its own part of it; null when there is none. */
    String checkpoint() {
        String asked = training.checkpoint();
        if (asked == null || trial == null) {
            return asked;
        }
        return asked + (asked.isEmpty() || asked.endsWith("/") ? "" : "/") + name + "/" + trial;
    }

    /** Kept between the attempts of a run; no record of it, or every build would keep all that its trainings saved on the way. */
    String checkpointDirectory() {
        return checkpoint() == null ? scratchOf(directory) + "/" + CHECKPOINT : checkpoint();
    }
}
