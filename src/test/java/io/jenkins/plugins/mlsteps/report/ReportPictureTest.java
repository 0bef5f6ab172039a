package io.jenkins.plugins.mlsteps.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Takes the pictures of the documentation from the records of a real run; docs/report.md has the command. */
@EnabledIfSystemProperty(
        named = "mlsteps.pictures",
        matches = ".+",
        disabledReason = "pictures are taken on request: -Dmlsteps.pictures=<ml directory of a run>")
class ReportPictureTest {
    private static final int MAX_BYTES = 400_000;

    @TempDir(cleanup = CleanupMode.NEVER)
    Path profile;

    @Test
    void takesThePicturesOfTheDocumentation() throws Exception {
        Path page = Report.write(Path.of(System.getProperty("mlsteps.pictures")));
        Path images = Path.of(System.getProperty(
                "mlsteps.pictures.to", Path.of(System.getProperty("mlsteps.root"), "docs/images").toString()));
        Files.createDirectories(images);
        try (Chromium chromium = Chromium.start(Chromium.find().orElseThrow(), profile)) {
            chromium.resize(1280, Integer.getInteger("mlsteps.pictures.height", 1500), false, 1.25);
            take(chromium, "light", page, images.resolve("report.png"));
            take(chromium, "dark", page, images.resolve("report-dark.png"));
            chromium.resize(360, Integer.getInteger("mlsteps.pictures.height", 1500), true, 1.25);
            take(chromium, "light", page, images.resolve("report-phone.png"));
        }
    }

    private static void take(Chromium chromium, String scheme, Path page, Path image) throws Exception {
        chromium.prefer(scheme);
        chromium.open(page);
        byte[] png = chromium.screenshot();
        assertThat(png.length).as(image + " in bytes").isLessThan(MAX_BYTES * Integer.getInteger("mlsteps.pictures.factor", 1));
        Files.write(image, png);
    }
}
