/** The built-in trainer: from a table to a model without code. */
package io.jenkins.plugins.mlsteps.automl;
