package io.jenkins.plugins.mlsteps.tune;

import com.fasterxml.jackson.core.type.TypeReference;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.spec.NearestName;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import io.jenkins.plugins.mlsteps.tune.sampler.Randomness;
import io.jenkins.plugins.mlsteps.tune.space.Space;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hipparchus.random.RandomGenerator;

/** The parameter sets that the author wants to see tried first, whole or in part: those enqueued, then the defaults. */
final class FirstPoints {
    /** Points that meet the constraints, by which a parameter set is completed so that it may too. */
    private static final int ATTEMPTS = 1000;

    /** Draws for these, of which constraints may let few pass, and then as many anywhere; takes a fraction of a second. */
    private static final int DRAWS = 20_000;

    private final Space space;
    private final long seed;
    private final List<Entry> entries = new ArrayList<>();

    /**
     * @param wanted the parameter set with NaN where it leaves a parameter open
     */
    private record Entry(String where, Map<String, Object> given, double[] wanted) {}

    /**
     * @throws SpecException naming the entry, when it names an unknown parameter or an impossible value
     */
    FirstPoints(Space space, TuneSpec spec) {
        this.space = space;
        this.seed = spec.seed();
        for (int i = 0; i < spec.enqueue().size(); i++) {
            add("parameter 'enqueue', entry " + (i + 1), spec.enqueue().get(i));
        }
        if (!spec.defaults().isEmpty()) {
            add("parameter 'params'", spec.defaults());
        }
    }

    int count() {
        return entries.size();
    }

    /** How many they are up to the last that leaves something open; 0 where none does. */
    int countToLastOpen() {
        int count = count();
        while (count > 0 && space.isWhole(entries.get(count - 1).wanted)) {
            count--;
        }
        return count;
    }

    /**
     * What of them is not tried as it was given.
     *
     * @param trials parameter sets that the study tries at most
     */
    List<String> notices(int trials) {
        List<String> notices = new ArrayList<>();
        if (count() > trials) {
            notices.add("there are " + count() + " parameter sets to try first, of which 'trials' allows " + trials
                    + ": the others are not tried");
        }
        for (Entry entry : entries) {
            for (int i = 0; i < space.size(); i++) {
                String name = space.axis(i).name();
                if (entry.given.containsKey(name) && space.isRuledOut(i, entry.wanted)) {
                    notices.add(entry.where + ": '" + name + "' is left out, because it exists only when "
                            + space.dimensions().get(i).when());
                }
            }
        }
        return notices;
    }

    /**
     * The parameter set to try as number {@code n}.
     *
     * @param n below {@link #count}
     * @param other point that fills what it leaves open, if that meets the constraints
     * @throws SpecException when nothing was found that does
     */
    Map<String, Object> complete(int n, Optional<double[]> other) {
        Entry entry = entries.get(n);
        RandomGenerator random = Randomness.of(seed, n);
        double[] first = filled(entry.wanted, other.orElseGet(() -> space.random(random)));
        double[] settled = space.isWhole(entry.wanted) ? first : completed(entry, first, random);
        List<String> violated = space.violations(settled);
        if (!violated.isEmpty()) {
            throw new SpecException(
                    entry.where + ": " + space.decode(settled) + " does not meet the constraints " + violated);
        }
        return exactly(entry.given, space.decode(settled));
    }

    /** The first way that meets the constraints and has all that was given, else one that meets them; the first if there is none. */
    private double[] completed(Entry entry, double[] first, RandomGenerator random) {
        double[] found = space.allows(first) ? first : null;
        if (found != null && hasAllGiven(entry, found)) {
            return found;
        }
        Iterator<double[]> others = others(random).iterator();
        for (int i = 0; others.hasNext() && (found == null || i < ATTEMPTS); i++) {
            double[] next = filled(entry.wanted, others.next());
            if (space.allows(next)) {
                if (hasAllGiven(entry, next)) {
                    return next;
                }
                found = found == null ? next : found;
            }
        }
        return found == null ? first : found;
    }

    /** Whether the parameters that were given exist, but for those that what was given rules out itself. */
    private boolean hasAllGiven(Entry entry, double[] settled) {
        return IntStream.range(0, settled.length)
                .allMatch(i -> Double.isNaN(entry.wanted[i]) || !Double.isNaN(settled[i]) || space.isRuledOut(i, entry.wanted));
    }

    /** Points to complete a parameter set by: those that meet the constraints themselves first. */
    private Stream<double[]> others(RandomGenerator random) {
        return Stream.concat(
                space.random(random, ATTEMPTS, DRAWS).stream(),
                Stream.generate(() -> space.anywhere(random)).limit(DRAWS));
    }

    /** Real numbers as they were given, where going through a coordinate rounds them. */
    private Map<String, Object> exactly(Map<String, Object> given, Map<String, Object> params) {
        params.replaceAll((name, value) ->
                value instanceof Double && given.get(name) instanceof Number number ? number.doubleValue() : value);
        return params;
    }

    private double[] filled(double[] wanted, double[] other) {
        double[] point = other.clone();
        for (int i = 0; i < point.length; i++) {
            if (!Double.isNaN(wanted[i])) {
                point[i] = wanted[i];
            }
        }
        return space.settle(point);
    }

    private void add(String where, Object entry) {
        Map<String, Object> given = map(where, entry);
        entries.add(new Entry(where, given, point(where, given)));
    }

    private double[] point(String where, Map<String, Object> params) {
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
                throw new SpecException(where + ": '" + name + "' cannot be " + DimensionText.quoted(value) + ", allowed is "
                        + DimensionText.of(space.dimensions().get(i)));
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
