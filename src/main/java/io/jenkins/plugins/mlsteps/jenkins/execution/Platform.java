package io.jenkins.plugins.mlsteps.jenkins.execution;

import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.Serializable;
import java.util.Locale;
import jenkins.MasterToSlaveFileCallable;

/**
 * What the Java of an agent runs on.
 *
 * @param name operating system and processor as ONNX Runtime names them, such as {@code linux-x64}
 * @param pathSeparator between the entries of a class path
 */
record Platform(String name, String pathSeparator) implements Serializable {
    static Platform ofThisProcess() {
        return new Platform(
                name(System.getProperty("os.name"), System.getProperty("os.arch")), File.pathSeparator);
    }

    static String name(String system, String processor) {
        String os = system.toLowerCase(Locale.ROOT);
        String family = os.startsWith("windows") ? "win" : os.startsWith("mac") ? "osx" : os.replace(" ", "");
        return family + "-" + switch (processor) {
            case "amd64", "x86_64" -> "x64";
            case "arm64" -> "aarch64";
            default -> processor;
        };
    }

    /** Asks the agent of a directory. */
    static final class Ask extends MasterToSlaveFileCallable<Platform> {
        private static final long serialVersionUID = 1L;

        @Override
        public Platform invoke(File directory, VirtualChannel channel) {
            return ofThisProcess();
        }
    }
}
