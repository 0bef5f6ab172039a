package io.jenkins.plugins.mlsteps.automl.learn;

/** A model family with its hyperparameters. */
public sealed interface Learner permits LinearLearner, ForestLearner, BoostingLearner {
    /** The same lesson and seed make the same model, on any number of cores. */
    Model fit(Lesson lesson, long seed);
}
