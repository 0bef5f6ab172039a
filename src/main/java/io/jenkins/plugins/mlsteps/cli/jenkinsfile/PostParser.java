package io.jenkins.plugins.mlsteps.cli.jenkinsfile;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads {@code post}. */
final class PostParser {
    private static final Set<String> CONDITIONS =
            Stream.of(PostCondition.values()).map(Enum::name).collect(Collectors.toUnmodifiableSet());

    private final Parsing parsing;

    PostParser(Parsing parsing) {
        this.parsing = parsing;
    }

    Map<PostCondition, Code> parse(Section section) {
        Map<PostCondition, Code> post = new EnumMap<>(PostCondition.class);
        section.find("post")
                .flatMap(call -> Section.block(call, parsing.problems()))
                .map(block -> Section.read("post", block, CONDITIONS, parsing.problems()))
                .ifPresent(conditions -> conditions
                        .directives()
                        .forEach((name, call) -> Section.block(call, parsing.problems())
                                .ifPresent(steps -> {
                                    parsing.lint().steps(steps);
                                    post.put(PostCondition.valueOf(name), parsing.blocks().add(steps));
                                })));
        return Collections.unmodifiableMap(post);
    }
}
