package io.jenkins.plugins.mlsteps.cli.run;

import io.jenkins.plugins.mlsteps.cli.jenkinsfile.Stage;
import io.jenkins.plugins.mlsteps.cli.jenkinsfile.Work;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The combinations of a matrix's axes, each as a stage named by its values. */
final class MatrixCells {
    private MatrixCells() {}

    static List<Branch> of(Work.Matrix matrix) {
        List<Map<String, String>> combinations = List.of(Map.of());
        for (Map.Entry<String, List<String>> axis : matrix.axes().entrySet()) {
            combinations = combinations.stream()
                    .flatMap(combination -> axis.getValue().stream().map(value -> plus(combination, axis.getKey(), value)))
                    .toList();
        }
        List<Branch> cells = new ArrayList<>();
        for (Map<String, String> combination : combinations) {
            if (matrix.excludes().stream().noneMatch(exclude -> isExcluded(combination, exclude))) {
                cells.add(new Branch(named(matrix.cell(), combination), combination));
            }
        }
        return cells;
    }

    private static Map<String, String> plus(Map<String, String> combination, String axis, String value) {
        Map<String, String> more = new LinkedHashMap<>(combination);
        more.put(axis, value);
        return more;
    }

    private static boolean isExcluded(Map<String, String> combination, Map<String, Work.Exclusion> exclude) {
        return exclude.entrySet().stream()
                .allMatch(axis -> axis.getValue().matches(combination.get(axis.getKey())));
    }

    private static Stage named(Stage cell, Map<String, String> combination) {
        String name = combination.entrySet().stream()
                .map(axis -> axis.getKey() + " = '" + axis.getValue() + "'")
                .collect(Collectors.joining(", ", "Matrix - ", ""));
        return new Stage(
                cell.line(), name, cell.environment(), cell.options(), cell.input(), cell.when(), cell.work(),
                cell.failFast(), cell.post());
    }
}
