package io.jenkins.plugins.mlsteps.cli.local;

import io.jenkins.plugins.mlsteps.cli.console.Console;
import io.jenkins.plugins.mlsteps.cli.console.Keyboard;
import io.jenkins.plugins.mlsteps.cli.session.Person;
import io.jenkins.plugins.mlsteps.cli.session.RejectedStep;
import java.util.Locale;
import java.util.Optional;

/**
 * Whoever sits at the terminal, or answered in advance with {@code --approve-as}.
 *
 * @param approveAs null when nobody answered in advance
 * @param terminal whether somebody can be asked
 */
public record TerminalPerson(Console console, Keyboard keyboard, String approveAs, boolean terminal) implements Person {
    @Override
    public String name() {
        return approveAs != null ? approveAs : terminal ? System.getProperty("user.name") : null;
    }

    @Override
    public boolean agrees(String question) throws InterruptedException {
        if (approveAs != null) {
            console.line(question + " — yes, by " + approveAs);
            return true;
        }
        return ask(question, question + " [y/N] ").toLowerCase(Locale.ROOT).startsWith("y");
    }

    @Override
    public String answer(String question, String proposal) throws InterruptedException {
        if (approveAs != null) {
            return proposal;
        }
        String answer = ask(question, question + " [" + proposal + "] ");
        return answer.isBlank() ? proposal : answer;
    }

    private String ask(String question, String prompt) throws InterruptedException {
        if (!terminal) {
            throw nobody(question);
        }
        console.prompt(prompt);
        Optional<String> line = keyboard.next();
        return line.orElseThrow(() -> nobody(question)).strip();
    }

    private static RejectedStep nobody(String question) {
        return new RejectedStep("nobody can be asked '" + question
                + "': run in a terminal, or answer in advance with --approve-as NAME");
    }
}
