package io.jenkins.plugins.mlsteps.gate.rule;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.DoubleStream;

/**
 * CEL as gates speak it: its standard macros and {@code math} extension, whole numbers beside decimals in arithmetic
 * ({@code auc * 2}), and {@code slices.min('recall')}, {@code slices.max('recall')}.
 */
final class Language {
    private static final CelType METRICS = MapType.create(SimpleType.STRING, SimpleType.DOUBLE);
    private static final CelType SLICES = MapType.create(SimpleType.STRING, METRICS);

    /** The limits keep a hostile rule from using more than a moment of time or stack. */
    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .populateMacroCalls(true)
            .comprehensionMaxIterations(100_000)
            .maxParseRecursionDepth(50)
            .maxExpressionCodePointSize(10_000)
            .build();

    private static final Map<String, DoubleBinaryOperator> ARITHMETIC = Map.of(
            "_+_", (a, b) -> a + b,
            "_-_", (a, b) -> a - b,
            "_*_", (a, b) -> a * b,
            "_/_", (a, b) -> a / b);

    private static final CelRuntime RUNTIME = runtime();

    private Language() {}

    /** A compiler that knows the names of the vocabulary. */
    static CelCompiler compiler(Vocabulary vocabulary) {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addLibraries(CelExtensions.math(OPTIONS))
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
        List<CelFunctionBinding> bindings = new ArrayList<>();
        ARITHMETIC.forEach((operator, function) -> {
            bindings.add(CelFunctionBinding.from(
                    overload(operator, "double_int"), Double.class, Long.class, (a, b) -> function.applyAsDouble(a, b)));
            bindings.add(CelFunctionBinding.from(
                    overload(operator, "int_double"), Long.class, Double.class, (a, b) -> function.applyAsDouble(a, b)));
        });
        bindings.add(CelFunctionBinding.from(
                "slices_min", Map.class, String.class, (slices, metric) -> over(slices, metric)
                        .min()
                        .orElseThrow(() -> noSlice(metric))));
        bindings.add(CelFunctionBinding.from(
                "slices_max", Map.class, String.class, (slices, metric) -> over(slices, metric)
                        .max()
                        .orElseThrow(() -> noSlice(metric))));
        return CelRuntimeFactory.standardCelRuntimeBuilder()
                .setOptions(OPTIONS)
                .addLibraries(CelExtensions.math(OPTIONS))
                .addFunctionBindings(bindings)
                .build();
    }

    private static List<CelFunctionDecl> declarations() {
        List<CelFunctionDecl> declarations = new ArrayList<>();
        for (String operator : ARITHMETIC.keySet()) {
            declarations.add(CelFunctionDecl.newFunctionDeclaration(
                    operator,
                    CelOverloadDecl.newGlobalOverload(
                            overload(operator, "double_int"), SimpleType.DOUBLE, SimpleType.DOUBLE, SimpleType.INT),
                    CelOverloadDecl.newGlobalOverload(
                            overload(operator, "int_double"), SimpleType.DOUBLE, SimpleType.INT, SimpleType.DOUBLE)));
        }
        for (String extreme : List.of("min", "max")) {
            declarations.add(CelFunctionDecl.newFunctionDeclaration(
                    extreme,
                    CelOverloadDecl.newMemberOverload(
                            "slices_" + extreme, SimpleType.DOUBLE, SLICES, SimpleType.STRING)));
        }
        return declarations;
    }

    private static String overload(String operator, String operands) {
        return "mixed_" + (int) operator.charAt(1) + "_" + operands;
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
