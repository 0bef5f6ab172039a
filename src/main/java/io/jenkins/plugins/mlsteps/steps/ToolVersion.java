package io.jenkins.plugins.mlsteps.steps;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Name and version of this program, as attestations state them. */
final class ToolVersion {
    private static final String RESOURCE = "/io/jenkins/plugins/mlsteps/version.properties";

    private ToolVersion() {}

    /** {@code mlsteps 1.0}, or {@code mlsteps} where the build left no version. */
    static String current() {
        try (InputStream in = ToolVersion.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                String version = ToolVersion.class.getPackage().getImplementationVersion();
                return version == null ? "mlsteps" : "mlsteps " + version;
            }
            Properties properties = new Properties();
            properties.load(in);
            return "mlsteps " + properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " cannot be read", e);
        }
    }
}
