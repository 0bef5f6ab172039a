package io.jenkins.plugins.mlsteps.cli.jenkinsfile;

/**
 * Something a Jenkinsfile may not say.
 *
 * @param line from 1
 * @param column from 1
 */
public record Problem(int line, int column, String message) {
    String in(String file) {
        return file + ":" + line + ":" + column + ": " + message;
    }
}
