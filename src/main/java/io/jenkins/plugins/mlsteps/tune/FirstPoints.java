package io.jenkins.plugins.mlsteps.tune;

import com.fasterxml.jackson.core.type.TypeReference;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.spec.NearestName;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.tune.space.Space;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** The parameter sets that the author wants to see tried first, whole or in part. */
final class FirstPoints {
    private final Space space;
    private final List<double[]> partial;

    /**
     * @param enqueue maps, or their JSON text
     * @throws SpecException naming the entry, when it names an unknown parameter or an impossible value
     */
    FirstPoints(Space space, List<Object> enqueue) {
        this.space = space;
        this.partial = IntStream.range(0, enqueue.size())
                .mapToObj(i -> point("parameter 'enqueue', entry " + (i + 1), enqueue.get(i)))
                .toList();
    }

    /** The point that was asked for as number {@code n}, with what it leaves open taken from another point. */
    Optional<double[]> complete(int n, double[] other) {
        if (n >= partial.size()) {
            return Optional.empty();
        }
        double[] wanted = partial.get(n);
        double[] point = other.clone();
        for (int i = 0; i < point.length; i++) {
            if (!Double.isNaN(wanted[i])) {
                point[i] = wanted[i];
            } else if (Double.isNaN(point[i])) {
                point[i] = space.axis(i).draw(0.5);
            }
        }
        double[] settled = space.settle(point);
        List<String> violated = space.violations(settled);
        if (!violated.isEmpty()) {
            throw new SpecException("parameter 'enqueue', entry " + (n + 1) + ": " + space.decode(settled)
                    + " does not meet the constraints " + violated);
        }
        return Optional.of(settled);
    }

    private double[] point(String where, Object entry) {
        Map<String, Object> params = map(where, entry);
        List<String> names =
                space.axes().stream().map(axis -> axis.name()).toList();
        double[] point = space.encode(params);
        params.forEach((name, value) -> {
            int i = names.indexOf(name);
            if (i < 0) {
                throw new SpecException(where + ": unknown parameter '" + name + "'" + NearestName.hint(name, names)
                        + " (known: " + String.join(", ", names) + ")");
            }
            if (Double.isNaN(point[i])) {
                throw new SpecException(where + ": '" + name + "' cannot be " + value + ", allowed is "
                        + space.dimensions().get(i));
            }
        });
        return point;
    }

    private static Map<String, Object> map(String where, Object entry) {
        try {
            return entry instanceof CharSequence json
                    ? Json.parse(json.toString(), new TypeReference<>() {})
                    : Json.mapper().convertValue(entry, new TypeReference<>() {});
        } catch (IOException | IllegalArgumentException e) {
            throw new SpecException(where + " must be a map such as [lr: 0.1] or JSON such as {\"lr\": 0.1}, given is "
                    + entry, e);
        }
    }
}
