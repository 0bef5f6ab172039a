/** Statistical comparison of a candidate's predictions with a baseline's. */
package io.jenkins.plugins.mlsteps.gate.hypothesis;
