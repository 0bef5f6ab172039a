package io.jenkins.plugins.mlsteps.workload.local;

import io.jenkins.plugins.mlsteps.workload.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts a command under the shell of this machine in such a way that its scratch directory tells all of it: {@code begun} and
 * {@code pid} before it begins, {@code output} while it runs, {@code exit} once it has ended. Of several wrappers of one scratch
 * directory, the one that made {@code begun} runs the command.
 */
enum CommandWrapper {
    POSIX {
        private static final String SCRIPT =
                """
                mkdir "$1/begun" || exit
                echo $$ > "$1/pid.new" && mv "$1/pid.new" "$1/pid"
                sh -e "$1/command" > "$1/output" 2>&1 < /dev/null
                echo $? > "$1/exit.new" && mv "$1/exit.new" "$1/exit"
                """;

        @Override
        void start(ProcessBuilder builder, Path directory, Path scratch, String command) throws IOException {
            place(scratch.resolve("command"), command + "\n");
            List<String> words = new ArrayList<>(OwnSession.prefix());
            words.addAll(List.of("sh", "-c", SCRIPT, "sh", scratch.toString()));
            builder.command(words)
                    .directory(directory.toFile())
                    .redirectInput(OwnSession.NO_INPUT)
                    .start();
        }
    },

    /** The number of the process is told by us, which {@code cmd} cannot; so it waits for a word that the number stands in its file. */
    WINDOWS {
        private static final String SCRIPT =
                """
                @echo off
                chcp 65001 > nul 2>&1
                set ML_BEGIN=
                set /p ML_BEGIN=
                if not defined ML_BEGIN exit /b 1
                set ML_BEGIN=
                mkdir "{scratch}\\begun" || exit /b 1
                cd /d "{directory}" || exit /b 1
                cmd /d /c call "{scratch}\\command.cmd" > "{scratch}\\output" 2>&1 < nul
                echo %errorlevel% > "{scratch}\\exit.new"
                move /y "{scratch}\\exit.new" "{scratch}\\exit" > nul
                """;

        @Override
        void start(ProcessBuilder builder, Path directory, Path scratch, String command) throws IOException {
            writeBatch(scratch.resolve("command.cmd"), "@echo off\n" + command + "\n");
            writeBatch(
                    scratch.resolve("wrapper.cmd"),
                    SCRIPT.replace("{directory}", inBatch(directory)).replace("{scratch}", inBatch(scratch)));
            // By its name alone: what cmd makes of quotes around a path depends on what stands in the path.
            Process wrapper = builder.command("cmd", "/d", "/c", "wrapper.cmd").directory(scratch.toFile()).start();
            place(scratch.resolve("pid"), Long.toString(wrapper.pid()));
            wrapper.outputWriter().append("go\r\n").close();
        }

        private static String inBatch(Path path) {
            return path.toString().replace("%", "%%");
        }

        private static void writeBatch(Path file, String text) throws IOException {
            place(file, text.replaceAll("\r?\n", "\r\n"));
        }
    };

    static CommandWrapper of(Shell shell) {
        return shell == Shell.WINDOWS ? WINDOWS : POSIX;
    }

    /** Never half a file, for an earlier wrapper may read it. */
    private static void place(Path file, String text) throws IOException {
        Path written = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), text);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * @param builder with environment and output of the wrapper itself
     * @param directory absolute, where the command runs
     * @param scratch absolute
     */
    abstract void start(ProcessBuilder builder, Path directory, Path scratch, String command) throws IOException;
}
