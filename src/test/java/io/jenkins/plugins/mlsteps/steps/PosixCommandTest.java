package io.jenkins.plugins.mlsteps.steps;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a training gets from the shell for references to its parameters. */
class PosixCommandTest {
    private static final List<String> VALUES = List.of(
            "adam",
            "",
            "two words",
            "it's",
            "$(touch pwned)",
            "`touch pwned`",
            "'$(touch pwned)'",
            "\"; touch pwned; \"",
            "'; touch pwned; '",
            "a\ntouch pwned",
            "\\'; touch pwned #",
            "\\\"$HOME\\",
            "*",
            "{\"name\":\"it's\"}",
            "${opt}");

    @TempDir
    Path directory;

    @BeforeEach
    void needsAPosixShell() {
        assumeTrue(File.separatorChar == '/', "skipped: needs a POSIX shell");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "say ${opt}",
                "say \"${opt}\"",
                "say '${opt}'",
                "say ''${opt}\"\"",
                "say \"$(say \"${opt}\")\"",
                "say \"$(say ${opt})\"",
                "say \"$(say '${opt}')\"",
                "say \"$( (say \"${opt}\") )\"",
                "say \"$(case x in (x) say \"${opt}\";; esac)\"",
                "say \"${none:-\"${opt}\"}\"",
                "say \"${none:-${opt}}\"",
                "say \"`say '${opt}'`\"",
                ": $$ \"it's\" it\\'s ${#HOME} # don't\nsay '${opt}'",
                "x=$((1<<2))\nsay \"${opt}\"",
                "true <<EOF\nit's ${opt}\nEOF\nsay \"${opt}\"",
                "true <<-'E F' <<EOF\nit's \"\n\tE F\n'\nEOF\nsay '${opt}'",
            })
    void theValueIsOneWordWhereverItStands(String command) throws Exception {
        for (String value : VALUES) {
            assertThat(said(command, value)).as("%s with %s", command, value).isEqualTo(value);
        }
        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "say \"$(case x in x) say \"${opt}\";; esac)\"",
                "say `say ${opt}`",
                "say `say \"${opt}\"` \"${opt}\"",
                "say \"`say \"${opt}\"`\"",
                "say \"${none:-'${opt}'}\" '${opt}' ${opt}",
                "cat <<EOF\nit's $(say \"${opt}\") ${opt}\nEOF",
                "cat <<'EOF'\nit's $(say \"${opt}\") `${opt}`\nEOF",
                "say # ${opt}",
            })
    void theValueIsNeverRun(String command) throws Exception {
        for (String value : VALUES) {
            said(command, value);
            assertThat(directory).as("%s with %s", command, value).isEmptyDirectory();
        }
    }

    @Test
    void anEscapedReferenceAndThoseOfTheShellStay() throws Exception {
        assertThat(said("say \"\\${opt} ${NAME} \\\\${opt}\"", "a b")).isEqualTo("${opt} name \\a b");
    }

    @Test
    void aHereDocumentHasTheValueAsAWord() throws Exception {
        assertThat(said("cat <<EOF\nopt = ${opt}\nEOF", "a $b")).isEqualTo("opt = 'a $b'\n");
        assertThat(said("cat <<'EOF'\nopt = ${opt}\nEOF", "a $b")).isEqualTo("opt = 'a $b'\n");
    }

    /** What the command printed. */
    private String said(String command, String value) throws IOException {
        Map<String, Object> params = Map.of("opt", value);
        ProcessBuilder shell = new ProcessBuilder(
                "sh", "-c", "say() { [ $# = 1 ] && printf %s \"$1\"; }\n" + PosixCommand.of(command, params));
        shell.environment().putAll(Map.of("ML_PARAM_OPT", value, "NAME", "name"));
        Process process = shell.directory(directory.toFile()).redirectErrorStream(true).start();
        try (var output = process.getInputStream()) {
            return new String(output.readAllBytes(), UTF_8);
        }
    }
}
