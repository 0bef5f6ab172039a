package io.jenkins.plugins.mlsteps.cli.command;

import io.jenkins.plugins.mlsteps.record.IoFailure;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file or directory that somebody named on the command line. */
final class InputFile {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private InputFile() {}

    /**
     * Its text, without the byte order mark that editors of Windows put before it.
     *
     * @param option names what it was given as
     * @throws SpecException when it cannot be read as text
     */
    static String text(String option, Path file) {
        if (Files.isDirectory(file)) {
            throw new SpecException(option + ": " + file + " is a directory, expected is a file");
        }
        try {
            String text = Files.readString(file);
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
        } catch (IOException e) {
            throw new SpecException(option + ": " + file + " cannot be read: " + IoFailure.sentence(e), e);
        }
    }

    /**
     * @param option names what it was given as
     * @return the directory, absolute
     * @throws SpecException when it is not there
     */
    static Path directory(String option, Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new SpecException(option + ": " + directory + (Files.exists(directory) ? " is not a directory" : " does not exist"));
        }
        return directory.toAbsolutePath().normalize();
    }
}
