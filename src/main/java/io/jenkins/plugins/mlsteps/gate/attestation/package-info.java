/** The verdict as a signed statement: keys, envelope, files, verification. */
package io.jenkins.plugins.mlsteps.gate.attestation;
