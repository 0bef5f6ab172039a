package io.jenkins.plugins.mlsteps.model.scan;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a pickle of a model may import: constructors of data, and the estimators of libraries that are meant to be pickled. */
final class DataImports {
    private static final Set<String> BUILTINS = Set.of(
            "set", "frozenset", "list", "dict", "tuple", "object", "complex", "bytearray", "bytes", "slice", "range", "int", "float",
            "str", "bool");

    private static final Map<String, Set<String>> NAMES = Map.ofEntries(
            Map.entry("builtins", BUILTINS),
            Map.entry("__builtin__", BUILTINS),
            Map.entry("collections", Set.of("OrderedDict", "defaultdict", "Counter", "deque")),
            Map.entry("copyreg", Set.of("_reconstructor")),
            Map.entry("copy_reg", Set.of("_reconstructor")),
            Map.entry("_codecs", Set.of("encode")),
            Map.entry("datetime", Set.of("datetime", "date", "time", "timedelta", "timezone")),
            Map.entry("decimal", Set.of("Decimal")),
            Map.entry("numpy", Set.of("dtype", "ndarray", "float32", "float64", "int32", "int64", "bool_")),
            Map.entry("numpy.core.multiarray", Set.of("_reconstruct", "scalar")),
            Map.entry("numpy._core.multiarray", Set.of("_reconstruct", "scalar")),
            Map.entry("numpy.core.numeric", Set.of("_frombuffer")),
            Map.entry("numpy._core.numeric", Set.of("_frombuffer")),
            Map.entry("torch._utils", Set.of("_rebuild_tensor", "_rebuild_tensor_v2", "_rebuild_parameter")),
            Map.entry(
                    "torch",
                    Set.of(
                            "Size", "device", "FloatStorage", "DoubleStorage", "HalfStorage", "BFloat16Storage", "LongStorage",
                            "IntStorage", "ShortStorage", "CharStorage", "ByteStorage", "BoolStorage")));

    private static final List<String> LIBRARIES = List.of("sklearn.", "xgboost.", "lightgbm.", "scipy.sparse.", "torch.nn.modules.");

    private DataImports() {}

    static boolean allow(String module, String name) {
        return NAMES.getOrDefault(module, Set.of()).contains(name)
                || LIBRARIES.stream().anyMatch((module + ".")::startsWith) && isClass(name);
    }

    /**
     * Whether a name is one of a class, or of the function by which Cython makes one again. A dotted name is neither: it reaches through a
     * class to what its module imported.
     */
    private static boolean isClass(String name) {
        return name.matches("_*[A-Z][A-Za-z0-9_]*|__pyx_unpickle_[A-Za-z0-9_]+");
    }
}
