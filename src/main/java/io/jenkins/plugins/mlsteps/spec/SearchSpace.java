package io.jenkins.plugins.mlsteps.spec;

import java.io.Serializable;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The parameters a study varies.
 *
 * @param dimensions at least one, with distinct names and {@linkplain ParameterVariable variables}
 */
public record SearchSpace(List<Dimension> dimensions) implements Serializable {
    public SearchSpace {
        dimensions = List.copyOf(dimensions);
        if (dimensions.isEmpty()) {
            throw new SpecException("parameter 'space' is empty: give at least one dimension");
        }
        Set<String> names = new LinkedHashSet<>();
        for (Dimension dimension : dimensions) {
            if (!names.add(dimension.name())) {
                throw new SpecException("parameter 'space' has two dimensions named '" + dimension.name() + "'");
            }
        }
        ParameterVariable.requireDistinct("parameter 'space'", names);
    }

    public List<String> names() {
        return dimensions.stream().map(Dimension::name).toList();
    }
}
