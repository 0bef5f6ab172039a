package io.jenkins.plugins.mlsteps.cli.jenkinsfile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.codehaus.groovy.ast.expr.ClosureExpression;

/** Reads {@code matrix}. */
final class MatrixParser {
    private static final Set<String> DIRECTIVES = Set.of(
            "axes", "excludes", "stages", "agent", "environment", "input", "options", "post", "when", "tools");

    private final Parsing parsing;
    private final StageParser stages;

    MatrixParser(Parsing parsing, StageParser stages) {
        this.parsing = parsing;
        this.stages = stages;
    }

    Work parse(Call matrix) {
        ClosureExpression block = Section.block(matrix, parsing.problems()).orElse(null);
        if (block == null) {
            return new Work.Sequence(List.of());
        }
        Section section = Section.read("matrix", block, DIRECTIVES, parsing.problems());
        Map<String, List<String>> axes = axes(matrix, section);
        Work work = section.find("stages")
                .<Work>map(call -> new Work.Sequence(stages.stages(call)))
                .orElseGet(() -> {
                    parsing.problems().add(matrix.at(), "matrix needs stages { … }");
                    return new Work.Sequence(List.of());
                });
        return new Work.Matrix(axes, excludes(section, axes), stages.stage(matrix, "", section, work));
    }

    private Map<String, List<String>> axes(Call matrix, Section section) {
        Map<String, List<String>> axes = new LinkedHashMap<>();
        section.find("axes")
                .flatMap(call -> Section.block(call, parsing.problems()))
                .ifPresent(block -> axesIn("axes", block, Set.of("name", "values"))
                        .forEach((name, exclusion) -> axes.put(name, exclusion.values())));
        if (axes.isEmpty()) {
            parsing.problems().add(matrix.at(), "matrix needs axes { axis { name 'X'; values 'a', 'b' } }");
        }
        return axes;
    }

    private List<Map<String, Work.Exclusion>> excludes(Section section, Map<String, List<String>> axes) {
        List<Map<String, Work.Exclusion>> excludes = new ArrayList<>();
        section.find("excludes")
                .flatMap(call -> Section.block(call, parsing.problems()))
                .ifPresent(block -> {
                    for (Call call : Section.calls("excludes", block, parsing.problems())) {
                        exclude(call, axes).ifPresent(excludes::add);
                    }
                });
        return List.copyOf(excludes);
    }

    private Optional<Map<String, Work.Exclusion>> exclude(Call call, Map<String, List<String>> axes) {
        if (!call.word().equals("exclude")) {
            parsing.problems().add(call.at(), "expected is exclude { … } in excludes, given is '" + call.word() + "'");
            return Optional.empty();
        }
        return Section.block(call, parsing.problems()).map(block -> {
            Map<String, Work.Exclusion> exclusions = axesIn("exclude", block, Set.of("name", "values", "notValues"));
            exclusions.keySet().stream()
                    .filter(name -> !axes.containsKey(name))
                    .forEach(name -> parsing.problems()
                            .add(call.at(), "exclude names axis '" + name + "', the axes are "
                                    + String.join(", ", axes.keySet())));
            return exclusions;
        });
    }

    private Map<String, Work.Exclusion> axesIn(String where, ClosureExpression block, Set<String> allowed) {
        Map<String, Work.Exclusion> axes = new LinkedHashMap<>();
        for (Call call : Section.calls(where, block, parsing.problems())) {
            if (!call.word().equals("axis") || !call.hasBody()) {
                parsing.problems().add(call.at(), "expected is axis { … } in " + where);
                continue;
            }
            Section axis = Section.read("axis", call.body(), allowed, parsing.problems());
            String name = axis.find("name")
                    .flatMap(given -> Section.text(given, parsing.problems()))
                    .orElse(null);
            Call values = axis.find("values").or(() -> axis.find("notValues")).orElse(null);
            if (name == null || values == null) {
                parsing.problems().add(call.at(), "axis needs a name and " + (allowed.size() > 2 ? "values or notValues" : "values"));
                continue;
            }
            axes.put(name, new Work.Exclusion(texts(values), values.word().equals("notValues")));
        }
        return axes;
    }

    private List<String> texts(Call values) {
        List<String> texts = values.positional().stream()
                .map(expression -> Literals.value(expression, Set.of()).orElse(null))
                .filter(Objects::nonNull)
                .map(Object::toString)
                .toList();
        if (texts.isEmpty() || texts.size() != values.positional().size()) {
            parsing.problems().add(values.at(), "'" + values.word() + "' needs texts in quotes, without variables");
        }
        return texts;
    }
}
