/** The embedded model server. */
package io.jenkins.plugins.mlsteps.serve;
