package io.jenkins.plugins.mlsteps.cli.jenkinsfile;

import io.jenkins.plugins.mlsteps.cli.step.InputStep;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.codehaus.groovy.ast.expr.ClosureExpression;

/** Reads {@code stages} and each {@code stage}. */
final class StageParser {
    private static final List<String> KINDS_OF_WORK = List.of("steps", "stages", "parallel", "matrix");
    private static final Set<String> DIRECTIVES = Set.of(
            "agent",
            "environment",
            "input",
            "options",
            "post",
            "when",
            "failFast",
            "steps",
            "stages",
            "parallel",
            "matrix",
            "tools");

    private final Parsing parsing;

    StageParser(Parsing parsing) {
        this.parsing = parsing;
    }

    /** The stages of {@code stages { … }} or {@code parallel { … }}. */
    List<Stage> stages(Call container) {
        ClosureExpression block = Section.block(container, parsing.problems()).orElse(null);
        if (block == null) {
            return List.of();
        }
        List<Stage> stages = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Call call : Section.calls(container.word(), block, parsing.problems())) {
            if (!call.word().equals("stage")) {
                parsing.problems().add(call.at(), "expected is stage('name') { … } in " + container.word() + ", given is '"
                        + call.word() + "'");
                continue;
            }
            stage(call).ifPresent(stage -> {
                if (!names.add(stage.name())) {
                    parsing.problems().add(call.at(), "there are two stages named '" + stage.name() + "'");
                }
                stages.add(stage);
            });
        }
        if (stages.isEmpty()) {
            parsing.problems().add(container.at(), container.word() + " needs at least one stage");
        }
        return List.copyOf(stages);
    }

    private Optional<Stage> stage(Call call) {
        Optional<String> name = Section.text(
                new Call(call.at(), call.word(), call.positional(), call.named(), null), parsing.problems());
        if (call.body() == null) {
            parsing.problems().add(call.at(), "stage needs a block: stage('name') { … }");
            return Optional.empty();
        }
        Section section = Section.read("stage", call.body(), DIRECTIVES, parsing.problems());
        Work work = work(call, section);
        return name.map(known -> stage(call, known, section, work));
    }

    /** The directives a stage and a matrix cell have in common. */
    Stage stage(Call call, String name, Section section, Work work) {
        parsing.noteTools(section);
        section.find("agent").ifPresent(agent -> new AgentParser(parsing).parse(agent));
        return new Stage(
                call.at().getLineNumber(),
                name,
                new EnvironmentParser(parsing).parse(section),
                new OptionsParser(parsing).parse(section, false),
                input(section),
                new WhenParser(parsing).parse(section),
                work,
                section.find("failFast")
                        .map(flag -> Section.flag(flag, parsing.problems()))
                        .orElse(false),
                new PostParser(parsing).parse(section));
    }

    private Work work(Call call, Section section) {
        List<String> given = KINDS_OF_WORK.stream()
                .filter(kind -> section.find(kind).isPresent())
                .toList();
        if (given.size() != 1) {
            parsing.problems().add(call.at(), "a stage needs one of " + String.join(", ", KINDS_OF_WORK) + ", given "
                    + (given.isEmpty() ? "is none" : "are " + String.join(" and ", given)));
            return new Work.Sequence(List.of());
        }
        Call work = section.directives().get(given.get(0));
        return switch (given.get(0)) {
            case "steps" -> steps(work);
            case "stages" -> new Work.Sequence(stages(work));
            case "parallel" -> new Work.Parallel(stages(work));
            default -> new MatrixParser(parsing, this).parse(work);
        };
    }

    private Work steps(Call call) {
        return Section.block(call, parsing.problems())
                .<Work>map(block -> {
                    if (Section.statements(block).isEmpty()) {
                        parsing.problems().add(call.at(), "steps needs at least one step");
                    }
                    parsing.lint().steps(block);
                    return new Work.Steps(parsing.blocks().add(block));
                })
                .orElse(new Work.Sequence(List.of()));
    }

    /** {@code input 'text'}, {@code input(message: …)}, or {@code input { message …; parameters { … } }}. */
    private Code input(Section section) {
        return section.find("input")
                .map(call -> call.hasBody() ? InputBlock.asCall(call, parsing.problems()) : call)
                .map(call -> {
                    new StepArguments(call, InputStep.class).check(parsing.problems());
                    call.named().values().forEach(parsing.lint()::expression);
                    return parsing.blocks().addArguments(call, "message");
                })
                .orElse(null);
    }
}
