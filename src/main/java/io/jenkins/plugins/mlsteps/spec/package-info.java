/**
 * What an author may write: immutable records with their defaults, documentation and validation. Every host — the command
 * line, a Jenkinsfile, a Jenkins form — binds to these records, so a parameter exists in one place only.
 */
package io.jenkins.plugins.mlsteps.spec;
