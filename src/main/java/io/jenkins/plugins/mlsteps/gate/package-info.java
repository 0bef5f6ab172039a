/** Rules, statistics, the verdict and its signature. */
package io.jenkins.plugins.mlsteps.gate;
