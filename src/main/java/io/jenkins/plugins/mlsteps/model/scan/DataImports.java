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
            Map.entry("joblib.numpy_pickle", Set.of("NumpyArrayWrapper")),
            Map.entry("_codecs", Set.of("encode")),
            Map.entry("datetime", Set.of("datetime", "date", "time", "timedelta", "timezone")),
            Map.entry("decimal", Set.of("Decimal")),
            Map.entry("numpy", Set.of("dtype", "ndarray", "float32", "float64", "int32", "int64", "bool_")),
            Map.entry("numpy.core.multiarray", Set.of("_reconstruct", "scalar")),
            Map.entry("numpy._core.multiarray", Set.of("_reconstruct", "scalar")),
            Map.entry("numpy.core.numeric", Set.of("_frombuffer")),
            Map.entry("numpy._core.numeric", Set.of("_frombuffer")),
            Map.entry("numpy.random._pickle", Set.of("__randomstate_ctor", "__generator_ctor", "__bit_generator_ctor")),
            Map.entry("numpy.random._mt19937", Set.of("MT19937")),
            Map.entry("numpy.random._pcg64", Set.of("PCG64", "PCG64DXSM")),
            Map.entry("numpy.random._philox", Set.of("Philox")),
            Map.entry("numpy.random._sfc64", Set.of("SFC64")),
            Map.entry("numpy.random.bit_generator", Set.of("SeedSequence", "__pyx_unpickle_SeedSequence")),
            Map.entry("sklearn.metrics._dist_metrics", Set.of("newObj")),
            Map.entry("sklearn.neighbors._kd_tree", Set.of("newObj")),
            Map.entry("sklearn.neighbors._ball_tree", Set.of("newObj")),
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
     * class to what its module imported. A wrapper of an array makes joblib read on in its own way, so only its own name of it is known.
     */
    private static boolean isClass(String name) {
        return name.matches("_*[A-Z][A-Za-z0-9_]*|__pyx_unpickle_[A-Za-z0-9_]+") && !name.endsWith("ArrayWrapper");
    }
}
