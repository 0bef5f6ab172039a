/** Decision trees grown on histograms. */
package io.jenkins.plugins.mlsteps.automl.tree;
