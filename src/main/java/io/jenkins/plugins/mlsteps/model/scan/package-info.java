/** Looks into model files for what would run code when they are loaded, without loading them. */
package io.jenkins.plugins.mlsteps.model.scan;
