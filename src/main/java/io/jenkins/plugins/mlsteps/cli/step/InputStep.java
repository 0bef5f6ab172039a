package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.cli.session.Aborted;
import io.jenkins.plugins.mlsteps.cli.session.Person;
import io.jenkins.plugins.mlsteps.spec.Parameter;
import io.jenkins.plugins.mlsteps.spec.Word;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code input}, both as a step and as a directive of a stage. */
@Word(value = "input", doc = "Wait until a person agrees.")
public record InputStep(
        @Parameter(value = "What is asked.", required = true) String message,
        @Parameter("Identifier; not used here.") String id,
        @Parameter("Text of the button; not used here.") String ok,
        @Parameter("Who may answer, separated by commas; compared with the name given to --approve-as.")
                String submitter,
        @Parameter("Name under which who answered is returned.") String submitterParameter,
        @Parameter("What else is asked: string, booleanParam, choice, text, password.")
                List<ParameterDefinition> parameters)
        implements Step {
    @Override
    public Object run(StepCall call) throws IOException, InterruptedException {
        Map<String, Object> answers = ask(call);
        if (answers.isEmpty()) {
            return null;
        }
        return answers.size() == 1 ? answers.values().iterator().next() : answers;
    }

    /**
     * @return answers by name, with who gave them when the author wants to know
     * @throws Aborted when the person refuses
     */
    public Map<String, Object> ask(StepCall call) throws IOException, InterruptedException {
        Person person = call.session().person();
        if (!person.agrees(message)) {
            throw new Aborted("input: refused by " + person.name());
        }
        if (submitter != null && !List.of(submitter.split("\\s*,\\s*")).contains(person.name())) {
            throw new Aborted("input: " + person.name() + " may not answer, only " + submitter + " may");
        }
        Map<String, Object> answers = new LinkedHashMap<>();
        for (ParameterDefinition parameter : parameters) {
            String proposal = String.valueOf(parameter.proposal());
            answers.put(parameter.name(), parameter.parse(person.answer(parameter.name(), proposal)));
        }
        if (submitterParameter != null) {
            answers.put(submitterParameter, person.name());
        }
        call.log().line("input: approved by " + person.name());
        return answers;
    }
}
