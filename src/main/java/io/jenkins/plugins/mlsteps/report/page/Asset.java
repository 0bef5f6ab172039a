package io.jenkins.plugins.mlsteps.report.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.Properties;

/**
 * A text that the page embeds.
 *
 * @param text with '\n' line ends, as a browser reads it: the hash of the content security policy is over this
 */
public record Asset(String text) {
    private static final String ECHARTS_VERSION = "META-INF/maven/org.mvnpm/echarts/pom.properties";
    private static final String ECHARTS = "META-INF/resources/_static/echarts/%s/dist/echarts.min.js";

    public Asset {
        text = text.replace("\r\n", "\n").replace('\r', '\n');
    }

    /** A file beside this class. */
    static Asset named(String name) {
        return read(Asset.class.getResourceAsStream(name))
                .orElseThrow(() -> new IllegalStateException(name + " is missing beside " + Asset.class.getName()));
    }

    /**
     * Apache ECharts: beside this class in the plugin, whose pages load it by that name, and elsewhere in its own jar. Absent
     * where a host packs the report without it, and then tables stand in for the charts.
     */
    static Optional<Asset> echarts() {
        return read(Asset.class.getResourceAsStream("echarts.js")).or(Asset::echartsOfLibrary);
    }

    private static Optional<Asset> echartsOfLibrary() {
        ClassLoader loader = Asset.class.getClassLoader();
        return read(loader.getResourceAsStream(ECHARTS_VERSION)).flatMap(properties -> {
            String path = ECHARTS.formatted(parse(properties.text()).getProperty("version"));
            return read(loader.getResourceAsStream(path));
        });
    }

    /** The source expression that allows exactly this script: CSP Level 3, section 2.3.1. */
    String allowance() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static Optional<Asset> read(InputStream resource) {
        if (resource == null) {
            return Optional.empty();
        }
        try (resource) {
            return Optional.of(new Asset(new String(resource.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties parse(String text) {
        Properties properties = new Properties();
        try {
            properties.load(new java.io.StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
