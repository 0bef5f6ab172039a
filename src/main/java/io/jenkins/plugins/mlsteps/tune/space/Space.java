package io.jenkins.plugins.mlsteps.tune.space;

import io.jenkins.plugins.mlsteps.spec.Dimension;
import io.jenkins.plugins.mlsteps.spec.SearchSpace;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hipparchus.random.RandomGenerator;

/**
 * A search space. A point is an array with one coordinate for each axis (see {@link Axis}), NaN where the parameter does
 * not exist because its condition does not hold.
 */
public final class Space {
    /** Draws after which a space is said to be empty; takes well under a second. */
    private static final int ATTEMPTS = 20_000;

    /** Parameter sets on which conditions are tried; takes a few milliseconds. */
    private static final int TRIES = 200;

    private final List<Dimension> dimensions;
    private final List<Axis> axes;
    private final List<Optional<Condition>> conditions;
    private final List<Condition> constraints;
    private Supplier<RandomGenerator> sequence;
    private List<double[]> known;

    private Space(List<Dimension> dimensions, List<String> constraints) {
        this.dimensions = new SearchSpace(dimensions).dimensions();
        this.axes = dimensions.stream().map(Axis::of).toList();
        this.conditions = IntStream.range(0, dimensions.size())
                .mapToObj(i -> condition(dimensions, i))
                .toList();
        this.constraints = constraints.stream()
                .map(text -> Condition.of("parameter 'constraints'", text, dimensions))
                .toList();
    }

    public static Space of(List<Dimension> dimensions) {
        return of(dimensions, List.of());
    }

    /**
     * @param constraints CEL conditions that every point must meet
     * @throws SpecException when a condition cannot be understood
     */
    public static Space of(List<Dimension> dimensions, List<String> constraints) {
        return new Space(dimensions, constraints);
    }

    public static Space of(TuneSpec spec) {
        return of(spec.space(), spec.constraints());
    }

    private static Optional<Condition> condition(List<Dimension> dimensions, int i) {
        Dimension dimension = dimensions.get(i);
        if (dimension.when() == null || dimension.when().isBlank()) {
            return Optional.empty();
        }
        String where = "dimension '" + dimension.name() + "', parameter 'when'";
        List<Dimension> earlier = dimensions.subList(0, i);
        Condition condition = Condition.of(where, dimension.when(), earlier);
        if (ChoicesTried.allFail(condition, earlier)) {
            throw new SpecException(where + ": '" + dimension.when() + "' holds for none of the values that "
                    + String.join(" and ", condition.names()) + " may have, so '" + dimension.name() + "' would never exist"
                    + condition.withoutValue());
        }
        return Optional.of(condition);
    }

    public List<Dimension> dimensions() {
        return dimensions;
    }

    public List<Axis> axes() {
        return axes;
    }

    public Axis axis(int i) {
        return axes.get(i);
    }

    public int size() {
        return axes.size();
    }

    /** Whether some parameter exists in some trials only. */
    public boolean isConditional() {
        return conditions.stream().anyMatch(Optional::isPresent);
    }

    public boolean isConstrained() {
        return !constraints.isEmpty();
    }

    /** How many points there are, counting those that conditions or constraints exclude. */
    public double cardinality() {
        return axes.stream().mapToDouble(Axis::cardinality).reduce(1, (a, b) -> a * b);
    }

    /** The parameters at a point, without those that do not exist there. */
    public Map<String, Object> decode(double[] point) {
        Map<String, Object> params = new LinkedHashMap<>();
        for (int i = 0; i < axes.size(); i++) {
            if (!Double.isNaN(point[i])) {
                params.put(axes.get(i).name(), axes.get(i).decode(point[i]));
            }
        }
        return params;
    }

    /** The point of some parameters: NaN where one is missing or has a value that this space does not know. */
    public double[] encode(Map<String, ?> params) {
        double[] point = new double[axes.size()];
        for (int i = 0; i < point.length; i++) {
            Object value = params.get(axes.get(i).name());
            point[i] = value == null ? Double.NaN : axes.get(i).encode(value);
        }
        return point;
    }

    /**
     * The nearest point with exact values: with the middle one where a parameter that exists has none, and without the parameters whose
     * conditions do not hold.
     */
    public double[] settle(double[] point) {
        double[] settled = new double[axes.size()];
        Map<String, Object> params = new LinkedHashMap<>();
        for (int i = 0; i < settled.length; i++) {
            Axis axis = axes.get(i);
            boolean exists = conditions.get(i).map(condition -> condition.holds(params)).orElse(true);
            settled[i] = exists ? axis.snap(Double.isNaN(point[i]) ? axis.draw(0.5) : point[i]) : Double.NaN;
            if (exists && (isConditional() || isConstrained())) {
                params.put(axis.name(), Language.value(axis.decode(settled[i])));
            }
        }
        return settled;
    }

    /** Whether a point has a value, which may not be exact, for every parameter that exists beside those that it has. */
    public boolean isWhole(double[] point) {
        double[] settled = settle(point);
        return IntStream.range(0, settled.length).noneMatch(i -> Double.isNaN(point[i]) && !Double.isNaN(settled[i]));
    }

    /** Whether a parameter exists beside those before it, which a settled point has; what it has from there on does not count. */
    public boolean exists(int axis, double[] point) {
        return conditions.get(axis).map(condition -> condition.holds(values(point))).orElse(true);
    }

    /** Whether a parameter cannot exist beside those that a point has, which may be NaN where it leaves one open. */
    public boolean isRuledOut(int axis, double[] point) {
        return conditions.get(axis).map(condition -> condition.fails(values(point))).orElse(false);
    }

    /** Whether a settled point meets the constraints; one that takes a parameter to judge that does not exist there does not bind. */
    public boolean allows(double[] point) {
        return constraints.isEmpty() || violated(point).isEmpty();
    }

    /**
     * Makes sure that there are points that meet the constraints, to which {@link #random} comes back where it finds none.
     *
     * @param sequence of draws, the same each time
     * @throws SpecException when none of them does
     */
    public void requirePoint(Supplier<RandomGenerator> sequence) {
        this.sequence = sequence;
        if (random(sequence.get(), 1, ATTEMPTS).isEmpty()) {
            throw nothingFound();
        }
    }

    /** A uniformly distributed point that meets the constraints; where hardly any does, one of a few that were found before. */
    public double[] random(RandomGenerator random) {
        List<double[]> drawn = random(random, 1, ATTEMPTS);
        return drawn.isEmpty() ? known().get(random.nextInt(known().size())) : drawn.get(0);
    }

    /**
     * Uniformly distributed points that meet the constraints.
     *
     * @param count of the points
     * @param draws after which there are fewer
     */
    public List<double[]> random(RandomGenerator random, int count, int draws) {
        List<double[]> points = new ArrayList<>();
        for (int draw = 0; draw < draws && points.size() < count; draw++) {
            double[] point = anywhere(random);
            if (allows(point)) {
                points.add(point);
            }
        }
        return points;
    }

    /** A uniformly distributed point, whether it meets the constraints or not. */
    public double[] anywhere(RandomGenerator random) {
        return settle(axes.stream().mapToDouble(axis -> axis.draw(random.nextDouble())).toArray());
    }

    private List<double[]> known() {
        if (known == null) {
            known = sequence == null ? List.of() : random(sequence.get(), ATTEMPTS, ATTEMPTS);
        }
        if (known.isEmpty()) {
            throw nothingFound();
        }
        return known;
    }

    private SpecException nothingFound() {
        return new SpecException("parameter 'constraints': none of " + ATTEMPTS
                + " random parameter sets meets " + texts(constraints) + "; loosen the constraints or the space"
                + constraints.stream().map(Condition::withoutValue).collect(Collectors.joining()));
    }

    /**
     * Tries every condition on some parameter sets, so that one that fails on values of some kind does so before anything runs.
     *
     * @throws SpecException naming the condition and the parameters
     */
    public void tryConditions(RandomGenerator random) {
        for (int i = 0; i < TRIES && (isConditional() || isConstrained()); i++) {
            violated(anywhere(random));
        }
    }

    private List<Condition> violated(double[] point) {
        Map<String, Object> params = values(point);
        return constraints.stream()
                .filter(constraint -> constraint.fails(params))
                .toList();
    }

    private Map<String, Object> values(double[] point) {
        Map<String, Object> params = decode(point);
        params.replaceAll((name, value) -> Language.value(value));
        return params;
    }

    /** The constraints a settled point violates, as the author wrote them. */
    public List<String> violations(double[] point) {
        return texts(violated(point));
    }

    private static List<String> texts(List<Condition> conditions) {
        return conditions.stream().map(Condition::text).toList();
    }

    /** Whether two points are the same parameters. */
    public static boolean same(double[] left, double[] right) {
        return Arrays.equals(left, right);
    }

    /** Positions of the axes along which something is to be searched. */
    public List<Integer> free() {
        List<Integer> free = new ArrayList<>();
        for (int i = 0; i < axes.size(); i++) {
            if (!axes.get(i).isFixed()) {
                free.add(i);
            }
        }
        return free;
    }
}
