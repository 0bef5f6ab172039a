package io.jenkins.plugins.mlsteps.report.ledger;

/**
 * Something a reader of the report must know about the records themselves.
 *
 * @param file path under {@code ml/}
 * @param message what is wrong with it, one sentence
 */
public record Notice(String file, String message) {
    /** The directory of the record it is about, under {@code ml/}. */
    String directory() {
        return file.contains("/") ? file.substring(0, file.lastIndexOf('/')) : "";
    }
}
