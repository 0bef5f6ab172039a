/** How good predictions are. */
package io.jenkins.plugins.mlsteps.automl.score;
