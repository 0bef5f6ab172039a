/** Per-row predictions of a model, read from CSV or Parquet and held by column. */
package io.jenkins.plugins.mlsteps.gate.predictions;
