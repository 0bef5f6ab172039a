package io.jenkins.plugins.mlsteps.cli.jenkinsfile;

import io.jenkins.plugins.mlsteps.cli.step.ParameterDefinition;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A Declarative Pipeline.
 *
 * @param notes what is accepted but means nothing on one machine, to be told to the author
 * @param credentials identifiers that the text names
 */
public record Pipeline(
        List<Assignment> environment,
        List<ParameterDefinition> parameters,
        Options options,
        List<Stage> stages,
        Map<PostCondition, Code> post,
        List<String> notes,
        Set<String> credentials) {}
