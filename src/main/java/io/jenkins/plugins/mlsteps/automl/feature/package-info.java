/** From typed columns to the numbers a model learns from: missing values filled, categories as indicators. */
package io.jenkins.plugins.mlsteps.automl.feature;
