/** Metrics computed from predictions, over all rows and within slices. What a definition leaves undefined is absent. */
package io.jenkins.plugins.mlsteps.gate.measure;
