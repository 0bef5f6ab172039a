package io.jenkins.plugins.mlsteps.workload;

import io.jenkins.plugins.mlsteps.spec.SpecException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What reads the command of a workload, by the system that it runs on. */
public enum Shell {
    /** {@code sh} (POSIX, Shell Command Language). */
    POSIX("/", "[A-Za-z0-9_.,:/=@%+-]+") {
        @Override
        String quoted(String text) {
            return "'" + text.replace("'", "'\\''") + "'";
        }

        @Override
        public String exit(int code) {
            return ExitCode.describe(code);
        }
    },

    /** {@code cmd} of Windows, which reads a batch file. */
    WINDOWS("\\", "[A-Za-z0-9_.:/\\\\@+-]+") {
        /**
         * Quoted for the program that splits its command line ("Parsing C command-line arguments", Microsoft C runtime), then each
         * character that {@code cmd} would read anything into escaped for it: a per cent sign by another one, as in batch files.
         * A quote is written as two, for {@code cmd} counts quotes and knows no backslash: a batch file puts the text into its own
         * commands ({@code %*}) without the escapes, where after an odd number of quotes {@code &} would begin a command.
         */
        @Override
        String quoted(String text) {
            if (text.contains("\n") || text.contains("\r")) {
                throw new SpecException("'" + text.lines().findFirst().orElse("") + "…' has several lines, which no command of Windows can"
                        + " hold: read it from the variable ML_PARAMS instead");
            }
            String word = '"' + text.replaceAll("(\\\\*)\"", "$1$1\"\"").replaceAll("(\\\\+)$", "$1$1") + '"';
            return word.replaceAll("[()!^\"<>&|]", "^$0").replace("%", "%%");
        }

        @Override
        public String exit(int code) {
            if (code == 9009) {
                return "exit code 9009: a command was not found";
            }
            // A status of the system, such as 0xC0000005 for an access violation, has its highest bit set.
            return code < 0 ? "exit code 0x%08X".formatted(code) : "exit code " + code;
        }
    };

    private final String separator;
    private final Pattern plain;

    Shell(String separator, String plain) {
        this.separator = separator;
        this.plain = Pattern.compile(plain);
    }

    /** That of the system whose file a path names. */
    public static Shell of(Path path) {
        return path.getFileSystem().getSeparator().equals(WINDOWS.separator) ? WINDOWS : POSIX;
    }

    String separator() {
        return separator;
    }

    /**
     * The text as one word, quoted where the shell would read anything into it.
     *
     * @throws SpecException when the shell has no words of several lines
     */
    public String word(String text) {
        return plain.matcher(text).matches() ? text : quoted(text);
    }

    public String words(List<String> texts) {
        return texts.stream().map(this::word).collect(Collectors.joining(" "));
    }

    abstract String quoted(String text);

    /** What an exit code means. */
    public abstract String exit(int code);
}
