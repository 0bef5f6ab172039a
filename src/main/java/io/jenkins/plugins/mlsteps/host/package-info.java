/** The one interface through which a step sees its surroundings. */
package io.jenkins.plugins.mlsteps.host;
