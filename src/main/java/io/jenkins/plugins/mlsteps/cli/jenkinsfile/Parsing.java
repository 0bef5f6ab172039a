package io.jenkins.plugins.mlsteps.cli.jenkinsfile;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the parsers of one Jenkinsfile share.
 *
 * @param names words that mean something in it besides steps
 * @param notes see {@link Pipeline#notes}
 * @param credentials see {@link Pipeline#credentials}
 */
record Parsing(Problems problems, Blocks blocks, KnownNames names, List<String> notes, Set<String> credentials) {
    static Parsing of(KnownNames names) {
        return new Parsing(new Problems(), new Blocks(), names, new ArrayList<>(), new LinkedHashSet<>());
    }

    void note(Call call, String text) {
        notes.add("line " + call.at().getLineNumber() + ": " + text);
    }

    void noteTools(Section section) {
        section.find("tools").ifPresent(call -> note(call, "tools are those of this machine: what PATH and JAVA_HOME say here"));
    }

    StepLint lint() {
        return new StepLint(this);
    }
}
