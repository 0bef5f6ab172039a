package io.jenkins.plugins.mlsteps.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine;

/** What {@code --version} prints. */
public final class Version implements CommandLine.IVersionProvider {
    private static final String RESOURCE = "/io/jenkins/plugins/mlsteps/version.properties";

    @Override
    public String[] getVersion() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream(RESOURCE)) {
            if (in != null) {
                properties.load(in);
            }
        }
        return new String[] {
            "mlsteps " + properties.getProperty("version", "of unknown version"), "Java " + Runtime.version()
        };
    }
}
