package io.jenkins.plugins.mlsteps.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.model.scan.ZipFiles;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFormatTest {
    private static final byte[] SYSTEM_0 = "cposix\nsystem\n(S'true'\ntR.".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path model;

    private Set<ModelFormat> formatsBesideSafetensors(String name, byte[] content) throws Exception {
        Files.write(model.resolve("model.safetensors"), new byte[] {2, 0, 0, 0, 0, 0, 0, 0, '{', '}'});
        Files.write(model.resolve(name), content);
        return ModelFormat.all(model, ModelTree.of(model).files());
    }

    @Test
    void aPickleIsOneUnderAnyName() throws Exception {
        assertThat(formatsBesideSafetensors("pytorch_model.bin", SYSTEM_0))
                .containsExactlyInAnyOrder(ModelFormat.SAFETENSORS, ModelFormat.PICKLE);
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(SYSTEM_0);
        }
        assertThat(formatsBesideSafetensors("pytorch_model.bin", gzip.toByteArray())).contains(ModelFormat.PICKLE);
        assertThat(formatsBesideSafetensors("pytorch_model.bin", "(dp0\nS'a'\ncdatetime\ndate\n(I2020\nI1\nI1\ntRs.".getBytes(StandardCharsets.US_ASCII)))
                .contains(ModelFormat.PICKLE);
    }

    @Test
    void anArchiveOfTorchIsOneUnderAnyName() throws Exception {
        byte[] archive = new ZipFiles().entry("archive/data.pkl", new byte[] {(byte) 0x80, 2, '}', '.'}).bytes();
        assertThat(formatsBesideSafetensors("training_args.bin", archive))
                .containsExactlyInAnyOrder(ModelFormat.SAFETENSORS, ModelFormat.TORCH);
    }

    @Test
    void otherFilesNamedBinAreNoPickles() throws Exception {
        assertThat(formatsBesideSafetensors("openvino_model.bin", new byte[100_000])).containsExactly(ModelFormat.SAFETENSORS);
        assertThat(formatsBesideSafetensors("labels.bin", "cat\ndog\nhorse\n".getBytes(StandardCharsets.US_ASCII)))
                .containsExactly(ModelFormat.SAFETENSORS);
        assertThat(formatsBesideSafetensors("other.bin", new ZipFiles().entry("words.txt", new byte[] {'a'}).bytes()))
                .containsExactly(ModelFormat.SAFETENSORS);
    }
}
