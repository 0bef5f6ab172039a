package io.jenkins.plugins.mlsteps.cli.session;

import java.io.IOException;

/** Whoever can be asked while a run waits. */
public interface Person {
    /** Who answers; null when nobody can be asked and nobody answered in advance. */
    String name();

    /**
     * @return whether the person agrees
     * @throws RejectedStep when nobody can be asked, saying what to do
     */
    boolean agrees(String question) throws IOException, InterruptedException;

    /** The answer, or {@code proposal} when the person just confirms or answered in advance. */
    String answer(String question, String proposal) throws IOException, InterruptedException;
}
