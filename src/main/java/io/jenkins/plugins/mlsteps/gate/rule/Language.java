package io.jenkins.plugins.mlsteps.gate.rule;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.extensions.CelExtensions;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import io.jenkins.plugins.mlsteps.expression.Dialect;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** CEL as gates speak it: with its {@code math} extension, {@code slices.min('recall')} and {@code slices.max('recall')}. */
final class Language {
    private static final CelType METRICS = MapType.create(SimpleType.STRING, SimpleType.DOUBLE);
    private static final CelType SLICES = MapType.create(SimpleType.STRING, METRICS);

    private static final CelRuntime RUNTIME = runtime();

    private Language() {}

    /** A compiler that knows the names of the vocabulary. */
    static CelCompiler compiler(Vocabulary vocabulary) {
        CelCompilerBuilder builder = Dialect.compiler()
                .addLibraries(CelExtensions.math(Dialect.OPTIONS))
                .addFunctionDeclarations(declarations())
                .addVar(Vocabulary.METRICS, METRICS)
                .addVar(Vocabulary.BASELINE, METRICS)
                .addVar(Vocabulary.OVERALL, METRICS)
                .addVar(Vocabulary.SLICES, SLICES)
                .setResultType(SimpleType.BOOL);
        vocabulary.metrics().keySet().stream()
                .filter(Vocabulary::isPlain)
                .forEach(metric -> builder.addVar(metric, SimpleType.DOUBLE));
        return builder.build();
    }

    static CelRuntime standardRuntime() {
        return RUNTIME;
    }

    private static CelRuntime runtime() {
        return Dialect.runtime()
                .addLibraries(CelExtensions.math(Dialect.OPTIONS))
                .addFunctionBindings(
                        CelFunctionBinding.from("slices_min", Map.class, String.class, (slices, metric) -> over(slices, metric)
                                .min()
                                .orElseThrow(() -> noSlice(metric))),
                        CelFunctionBinding.from("slices_max", Map.class, String.class, (slices, metric) -> over(slices, metric)
                                .max()
                                .orElseThrow(() -> noSlice(metric))))
                .build();
    }

    private static List<CelFunctionDecl> declarations() {
        return Stream.of("min", "max")
                .map(extreme -> CelFunctionDecl.newFunctionDeclaration(
                        extreme,
                        CelOverloadDecl.newMemberOverload(
                                "slices_" + extreme, SimpleType.DOUBLE, SLICES, SimpleType.STRING)))
                .toList();
    }

    /** The metric in the slices that have it; a NaN in any of them is the result, as everywhere. */
    private static DoubleStream over(Map<?, ?> slices, String metric) {
        return slices.values().stream()
                .map(slice -> ((Map<?, ?>) slice).get(metric))
                .filter(Double.class::isInstance)
                .mapToDouble(value -> (Double) value);
    }

    private static IllegalArgumentException noSlice(String metric) {
        return new IllegalArgumentException("no slice has the metric '" + metric + "'");
    }
}
