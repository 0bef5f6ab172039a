/** The model families: how each is fitted and what it predicts. */
package io.jenkins.plugins.mlsteps.automl.learn;
