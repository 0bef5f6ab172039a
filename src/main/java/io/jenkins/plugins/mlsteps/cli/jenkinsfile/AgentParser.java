package io.jenkins.plugins.mlsteps.cli.jenkinsfile;

import java.util.Set;
import org.codehaus.groovy.ast.expr.VariableExpression;

/** Checks {@code agent}: here everything runs on this machine. */
final class AgentParser {
    private static final Set<String> KINDS = Set.of("label", "node", "docker", "dockerfile", "kubernetes", "any", "none");

    private final Parsing parsing;

    AgentParser(Parsing parsing) {
        this.parsing = parsing;
    }

    void parse(Call agent) {
        if (agent.hasBody() && !agent.hasArguments()) {
            Section section = Section.read("agent", agent.body(), KINDS, parsing.problems());
            section.directives()
                    .forEach((kind, call) ->
                            parsing.note(call, "agent { " + kind + " … } runs on this machine, like every stage here"));
        } else if (!isAnyOrNone(agent)) {
            parsing.problems().add(agent.at(), "agent must be any, none, or { label … }, { docker … }, { kubernetes … }");
        }
    }

    private static boolean isAnyOrNone(Call agent) {
        return agent.positional().size() == 1
                && agent.positional().get(0) instanceof VariableExpression variable
                && Set.of("any", "none").contains(variable.getName());
    }
}
