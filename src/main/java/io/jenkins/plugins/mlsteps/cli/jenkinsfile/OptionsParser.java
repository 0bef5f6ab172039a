package io.jenkins.plugins.mlsteps.cli.jenkinsfile;

import io.jenkins.plugins.mlsteps.cli.step.RetryStep;
import io.jenkins.plugins.mlsteps.cli.step.TimeoutStep;
import io.jenkins.plugins.mlsteps.spec.NearestName;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.codehaus.groovy.ast.expr.ClosureExpression;

/** Reads {@code options}. */
final class OptionsParser {
    private static final Set<String> EFFECTIVE = Set.of("timeout", "retry", "timestamps");
    private static final Set<String> EFFECTIVE_FOR_ALL = Set.of("parallelsAlwaysFailFast", "skipStagesAfterUnstable");

    /** About keeping, queueing and showing builds: nothing of that changes what the pipeline does. */
    private static final Set<String> HARMLESS = Set.of(
            "ansiColor",
            "buildDiscarder",
            "copyArtifactPermission",
            "disableConcurrentBuilds",
            "disableRestartFromStage",
            "disableResume",
            "durabilityHint",
            "lock",
            "newContainerPerStage",
            "overrideIndexTriggers",
            "preserveStashes",
            "quietPeriod",
            "rateLimitBuilds",
            "skipDefaultCheckout");

    private final Parsing parsing;

    OptionsParser(Parsing parsing) {
        this.parsing = parsing;
    }

    Options parse(Section section, boolean forAll) {
        return section.find("options")
                .flatMap(call -> Section.block(call, parsing.problems()))
                .map(block -> read(block, forAll))
                .orElse(Options.NONE);
    }

    private Options read(ClosureExpression block, boolean forAll) {
        Set<String> allowed = new HashSet<>(EFFECTIVE);
        allowed.addAll(HARMLESS);
        if (forAll) {
            allowed.addAll(EFFECTIVE_FOR_ALL);
        }
        Duration timeout = null;
        boolean timeoutEachTime = false;
        int retry = 1;
        Set<String> flags = new HashSet<>();
        for (Call call : Section.calls("options", block, parsing.problems())) {
            switch (call.word()) {
                case "timeout" -> {
                    timeout = literal(TimeoutStep.class, call, TimeoutStep::limit, null);
                    timeoutEachTime = retry > 1;
                }
                case "retry" -> retry = literal(RetryStep.class, call, RetryStep::count, 1);
                default -> {
                    if (!allowed.contains(call.word())) {
                        parsing.problems().add(call.at(), "unknown option '" + call.word() + "'"
                                + NearestName.among(call.word(), new TreeSet<>(allowed)));
                    } else if (HARMLESS.contains(call.word())) {
                        parsing.note(call, "option " + call.word() + " has no effect here");
                    }
                    flags.add(call.word());
                }
            }
        }
        return new Options(
                timeout,
                timeoutEachTime,
                retry,
                flags.contains("timestamps"),
                flags.contains("parallelsAlwaysFailFast"),
                flags.contains("skipStagesAfterUnstable"));
    }

    private <S extends Record, T> T literal(Class<S> step, Call call, Function<S, T> value, T otherwise) {
        return new StepArguments(call, step)
                .literal(parsing.problems())
                .map(step::cast)
                .map(value)
                .orElse(otherwise);
    }
}
