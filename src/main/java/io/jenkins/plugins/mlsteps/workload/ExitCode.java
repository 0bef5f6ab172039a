package io.jenkins.plugins.mlsteps.workload;

import java.util.Map;

/** Says what an exit code means, by the shell's convention that 128 + n is death by signal n (POSIX, Shell Command Language 2.8.2). */
public final class ExitCode {
    private static final Map<Integer, String> SIGNALS = Map.of(
            1, "SIGHUP",
            2, "SIGINT",
            4, "SIGILL: an instruction this CPU does not have",
            6, "SIGABRT",
            7, "SIGBUS",
            8, "SIGFPE",
            9, "SIGKILL: often the kernel's out-of-memory killer",
            11, "SIGSEGV: a crash in native code",
            15, "SIGTERM");

    private ExitCode() {}

    public static String describe(int code) {
        if (code == 127) {
            return "exit code 127: a command was not found";
        }
        if (code > 128 && code < 128 + 65) {
            int signal = code - 128;
            return "exit code " + code + ": ended by signal " + signal
                    + (SIGNALS.containsKey(signal) ? " (" + SIGNALS.get(signal) + ")" : "");
        }
        return "exit code " + code;
    }
}
