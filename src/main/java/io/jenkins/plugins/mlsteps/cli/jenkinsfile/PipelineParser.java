package io.jenkins.plugins.mlsteps.cli.jenkinsfile;

import io.jenkins.plugins.mlsteps.cli.step.ParameterDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.expr.ClosureExpression;

/** Reads {@code pipeline { … }} from the syntax tree. */
final class PipelineParser {
    private static final Set<String> DIRECTIVES =
            Set.of("agent", "environment", "parameters", "options", "triggers", "stages", "post", "tools", "libraries");

    private final Parsing parsing;

    PipelineParser(Parsing parsing) {
        this.parsing = parsing;
    }

    Pipeline parse(Call pipeline) {
        Problems problems = parsing.problems();
        ClosureExpression block = Section.block(pipeline, problems).orElse(null);
        if (block == null) {
            return null;
        }
        Section section = Section.read("pipeline", block, DIRECTIVES, problems);
        section.find("libraries")
                .ifPresent(call -> problems.add(
                        call.at(), "'libraries' is not supported by this runner: shared libraries need Jenkins"));
        parsing.noteTools(section);
        section.find("triggers").ifPresent(call -> parsing.note(call, "triggers start builds in Jenkins only"));
        section.find("agent")
                .ifPresentOrElse(
                        call -> new AgentParser(parsing).parse(call),
                        () -> problems.add(pipeline.at(), "pipeline needs an agent, such as 'agent any'"));
        List<Stage> stages = section.find("stages")
                .map(call -> new StageParser(parsing).stages(call))
                .orElseGet(() -> {
                    problems.add(pipeline.at(), "pipeline needs stages { … }");
                    return List.of();
                });
        return new Pipeline(
                new EnvironmentParser(parsing).parse(section),
                parameters(section),
                new OptionsParser(parsing).parse(section, true),
                stages,
                new PostParser(parsing).parse(section),
                parsing.notes(),
                parsing.credentials());
    }

    private List<ParameterDefinition> parameters(Section section) {
        List<ParameterDefinition> definitions = new ArrayList<>();
        section.find("parameters")
                .flatMap(call -> Section.block(call, parsing.problems()))
                .ifPresent(block -> {
                    for (Call call : Section.calls("parameters", block, parsing.problems())) {
                        Family.bind(ParameterDefinition.class, call, parsing.problems()).ifPresent(definitions::add);
                    }
                });
        return List.copyOf(definitions);
    }
}
