package io.jenkins.plugins.mlsteps.expression;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;

/** <a href="https://cel.dev">CEL</a> with its standard macros, and whole numbers beside decimals in arithmetic ({@code auc * 2}). */
public final class Dialect {
    /** The limits keep a hostile expression from using more than a moment of time or stack. */
    public static final CelOptions OPTIONS = CelOptions.current()
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

    private Dialect() {}

    /** A compiler that knows no name yet. */
    public static CelCompilerBuilder compiler() {
        return CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addFunctionDeclarations(ARITHMETIC.keySet().stream()
                        .map(Dialect::declaration)
                        .toList());
    }

    /** What runs the programs of such a compiler. */
    public static CelRuntimeBuilder runtime() {
        List<CelFunctionBinding> bindings = new ArrayList<>();
        ARITHMETIC.forEach((operator, function) -> {
            bindings.add(CelFunctionBinding.from(
                    overload(operator, "double_int"), Double.class, Long.class, (a, b) -> function.applyAsDouble(a, b)));
            bindings.add(CelFunctionBinding.from(
                    overload(operator, "int_double"), Long.class, Double.class, (a, b) -> function.applyAsDouble(a, b)));
        });
        return CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(OPTIONS).addFunctionBindings(bindings);
    }

    private static CelFunctionDecl declaration(String operator) {
        return CelFunctionDecl.newFunctionDeclaration(
                operator,
                CelOverloadDecl.newGlobalOverload(
                        overload(operator, "double_int"), SimpleType.DOUBLE, SimpleType.DOUBLE, SimpleType.INT),
                CelOverloadDecl.newGlobalOverload(
                        overload(operator, "int_double"), SimpleType.DOUBLE, SimpleType.INT, SimpleType.DOUBLE));
    }

    private static String overload(String operator, String operands) {
        return "mixed_" + (int) operator.charAt(1) + "_" + operands;
    }
}
