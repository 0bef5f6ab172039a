package io.jenkins.plugins.mlsteps.model.scan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks for words that name code in formats that say it in plain text: the configuration of Keras models (JSON, also inside HDF5), and the
 * operations of TensorFlow graphs, whose names stand in the protocol buffer as they are.
 */
final class WordScan {
    private static final Map<String, String> WORDS = new LinkedHashMap<>();

    static {
        WORDS.put("\"class_name\": \"Lambda\"", "has a Keras Lambda layer, which is Python code");
        WORDS.put("\"class_name\":\"Lambda\"", "has a Keras Lambda layer, which is Python code");
        WORDS.put("\"class_name\": \"TFOpLambda\"", "has a Keras TFOpLambda layer");
        WORDS.put("PyFunc", "has the TensorFlow operation PyFunc, which runs Python");
        WORDS.put("WriteFile", "has the TensorFlow operation WriteFile");
        WORDS.put("ReadFile", "has the TensorFlow operation ReadFile");
    }

    private static final int LONGEST = 32;
    private static final int CHUNK = 1 << 16;

    private final InputStream in;

    WordScan(InputStream in) {
        this.in = in;
    }

    List<String> findings() throws IOException {
        List<String> found = new ArrayList<>();
        String rest = "";
        for (byte[] chunk = in.readNBytes(CHUNK); chunk.length > 0; chunk = in.readNBytes(CHUNK)) {
            String text = rest + new String(chunk, StandardCharsets.ISO_8859_1);
            WORDS.forEach((word, what) -> {
                if (text.contains(word) && !found.contains(what)) {
                    found.add(what);
                }
            });
            rest = text.substring(Math.max(0, text.length() - LONGEST));
        }
        return found;
    }
}
