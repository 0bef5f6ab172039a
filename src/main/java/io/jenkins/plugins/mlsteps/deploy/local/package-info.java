/** Endpoints on this machine: one server process each, on loopback, with its revisions in the home directory of mlsteps. */
package io.jenkins.plugins.mlsteps.deploy.local;
