package io.jenkins.plugins.mlsteps.model;

import io.jenkins.plugins.mlsteps.model.scan.PickleCheck;
import io.jenkins.plugins.mlsteps.record.FileTree;
import io.jenkins.plugins.mlsteps.record.ModelCard.ModelFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How a model is stored, recognized by content where the format has a mark and by its file names otherwise. */
public enum ModelFormat {
    ONNX,
    SAVED_MODEL("savedmodel"),
    SAFETENSORS,
    GGUF,
    TORCH,
    KERAS,
    HDF5,
    XGBOOST,
    LIGHTGBM,
    PICKLE,
    UNKNOWN;

    private static final Map<String, ModelFormat> EXTENSIONS = Map.ofEntries(
            Map.entry("onnx", ONNX),
            Map.entry("safetensors", SAFETENSORS),
            Map.entry("gguf", GGUF),
            Map.entry("pt", TORCH),
            Map.entry("pth", TORCH),
            Map.entry("keras", KERAS),
            Map.entry("h5", HDF5),
            Map.entry("hdf5", HDF5),
            Map.entry("ubj", XGBOOST),
            Map.entry("xgb", XGBOOST),
            Map.entry("pkl", PICKLE),
            Map.entry("pickle", PICKLE),
            Map.entry("joblib", PICKLE));

    private static final byte[] HDF5_MARK = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
    private static final int HEAD = 64;

    private final String word;

    ModelFormat() {
        this.word = name().toLowerCase(Locale.ROOT);
    }

    ModelFormat(String word) {
        this.word = word;
    }

    /** As model cards and allow-lists say it. */
    public String word() {
        return word;
    }

    /**
     * The format of the file that holds the model. Where several are known — weights beside a pickled tokenizer — the first in
     * the order of this enumeration names it.
     */
    public static ModelFormat of(Path model, List<ModelFile> files) throws IOException {
        return Collections.min(all(model, files));
    }

    /** The formats of all its files, {@link #UNKNOWN} — of model cards, settings, vocabularies — only where no other is. */
    public static Set<ModelFormat> all(Path model, List<ModelFile> files) throws IOException {
        Set<ModelFormat> found = EnumSet.noneOf(ModelFormat.class);
        for (ModelFile file : files) {
            found.add(of(Files.isDirectory(model) ? model.resolve(file.path()) : model));
        }
        if (found.size() != 1) {
            found.remove(UNKNOWN);
        }
        return found.isEmpty() ? EnumSet.of(UNKNOWN) : found;
    }

    /** The words of the formats that are told apart. */
    public static List<String> words() {
        return Arrays.stream(values()).filter(format -> format != UNKNOWN).map(ModelFormat::word).toList();
    }

    /** The format of one file. */
    public static ModelFormat of(Path file) throws IOException {
        String name = FileTree.name(file);
        if (name.equals("saved_model.pb")) {
            return SAVED_MODEL;
        }
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(HEAD);
        }
        if (startsWith(head, "GGUF".getBytes(StandardCharsets.US_ASCII))) {
            return GGUF;
        }
        if (startsWith(head, HDF5_MARK)) {
            return HDF5;
        }
        if (startsWith(head, "tree\nversion=".getBytes(StandardCharsets.US_ASCII))) {
            return LIGHTGBM;
        }
        if (new String(head, StandardCharsets.ISO_8859_1).startsWith("{\"learner\":")) {
            return XGBOOST;
        }
        if (PickleCheck.isTorchArchive(file)) {
            return TORCH;
        }
        if (PickleCheck.isPickle(file)) {
            return PICKLE;
        }
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return EXTENSIONS.getOrDefault(extension, UNKNOWN);
    }

    private static boolean startsWith(byte[] head, byte[] mark) {
        return head.length >= mark.length
                && Arrays.equals(head, 0, mark.length, mark, 0, mark.length);
    }
}
