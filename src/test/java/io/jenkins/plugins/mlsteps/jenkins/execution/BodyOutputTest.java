package io.jenkins.plugins.mlsteps.jenkins.execution;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class BodyOutputTest {
    private static final String BODY = "churn-1";

    private FreeStyleBuild build;

    @BeforeEach
    void run(JenkinsRule jenkins) throws Exception {
        build = jenkins.buildAndAssertSuccess(jenkins.createFreeStyleProject());
    }

    /** As {@code sh} does it. */
    @Test
    void opensItsFileOnceForALineThatIsPrintedByteByByte() throws Exception {
        OutputStream stream = stream();
        Path file = BodyOutput.file(build.getExternalizableId(), BODY);

        print(stream, "epoch=1 loss=0.5");
        assertThat(file).doesNotExist();
        print(stream, "\n");
        assertThat(file).hasContent("epoch=1 loss=0.5\n");
    }

    @Test
    void keepsALineThatNeverEndsForWhoeverReadsIt() throws Exception {
        print(stream(), "auc=0.9");
        print(stream(), "f1=0.8");

        BodyOutput.writeHeld(build.getExternalizableId(), BODY);

        assertThat(Files.readString(BodyOutput.file(build.getExternalizableId(), BODY))).contains("auc=0.9").contains("f1=0.8");
    }

    @Test
    void holdsNoMoreThanAFewKilobytesOfALine() throws Exception {
        print(stream(), "x".repeat(10_000));

        assertThat(BodyOutput.file(build.getExternalizableId(), BODY)).exists();
    }

    private OutputStream stream() throws Exception {
        return new BodyOutput(build, BODY).decorate(new ByteArrayOutputStream());
    }

    private static void print(OutputStream stream, String text) throws Exception {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            stream.write(b);
        }
    }
}
