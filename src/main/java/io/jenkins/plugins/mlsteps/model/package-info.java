/** A model on disk: digest, format, scan, card. */
package io.jenkins.plugins.mlsteps.model;
