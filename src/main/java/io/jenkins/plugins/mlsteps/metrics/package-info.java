/** Reads the metrics that trainers print or write. */
package io.jenkins.plugins.mlsteps.metrics;
