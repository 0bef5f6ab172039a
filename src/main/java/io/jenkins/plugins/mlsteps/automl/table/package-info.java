/** A CSV file as a typed table: what is in its columns, and what is to be predicted. */
package io.jenkins.plugins.mlsteps.automl.table;
