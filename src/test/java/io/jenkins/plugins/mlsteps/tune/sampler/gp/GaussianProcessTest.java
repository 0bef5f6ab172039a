package io.jenkins.plugins.mlsteps.tune.sampler.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.mlsteps.spec.Dimension;
import io.jenkins.plugins.mlsteps.tune.sampler.Randomness;
import io.jenkins.plugins.mlsteps.tune.space.Space;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.hipparchus.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class GaussianProcessTest {
    private static final Space SPACE = Space.of(List.of(
            new Dimension.Uniform("x", 0, 1),
            new Dimension.Choice("c", List.of("a", "b")),
            new Dimension.Uniform("y", 0, 1, null, "c == 'a'")));

    private final Metric metric = new Metric(SPACE);
    private final List<double[]> points = points(30);
    private final double[] values =
            points.stream().mapToDouble(p -> Math.sin(5 * p[0]) + p[1]).toArray();

    @Test
    void theSlopesOfTheLikelihoodAreThoseOfDifferences() {
        MarginalLikelihood likelihood = new MarginalLikelihood(metric, points);
        double[] at = {0.7, -0.4, 0.2, 0.1, -4};
        double[] slopes = new double[at.length];
        likelihood.loss(at, values, slopes);
        for (int i = 0; i < at.length; i++) {
            double[] left = at.clone();
            double[] right = at.clone();
            left[i] -= 1e-5;
            right[i] += 1e-5;
            double difference = likelihood.loss(right, values, new double[at.length])
                    - likelihood.loss(left, values, new double[at.length]);
            assertThat(slopes[i]).isCloseTo(difference / 2e-5, relative(1e-4));
        }
    }

    @Test
    void predictsWhatItWasTaughtAndIsSureOfIt() {
        GaussianProcess process = process(1e-6);
        for (int j = 0; j < points.size(); j++) {
            GaussianProcess.Prediction prediction = process.predict(points.get(j));
            assertThat(prediction.mean()).isCloseTo(values[j], within(0.02));
            assertThat(prediction.deviation()).isLessThan(0.05);
        }
    }

    @Test
    void theSlopesOfThePredictionAreThoseOfDifferences() {
        GaussianProcess process = process(1e-3);
        double[] at = {0.33, 0, 0.66};
        LogImprovement improvement = new LogImprovement(process.lowestMean());
        int[] along = {0, 2};
        double[] slopes = new double[2];
        improvement.of(process.predict(at, along), slopes);
        for (int i = 0; i < 2; i++) {
            double[] left = at.clone();
            double[] right = at.clone();
            left[along[i]] -= 1e-6;
            right[along[i]] += 1e-6;
            double difference = improvement.of(process.predict(right)) - improvement.of(process.predict(left));
            assertThat(slopes[i]).isCloseTo(difference / 2e-6, relative(1e-3));
        }
    }

    /** A hundred observations a thousandth of an axis apart, as at the end of a search, of a function without noise. */
    @Test
    void knowsWhatItWasTaughtWherePointsAllButCoincide() {
        List<double[]> close = IntStream.range(0, 100)
                .mapToObj(i -> new double[] {0.5 + 1e-3 * i, 0, 0.5})
                .toList();
        double[] parabola = close.stream().mapToDouble(p -> (p[0] - 0.55) * (p[0] - 0.55)).toArray();
        GaussianProcess process =
                new GaussianProcess(metric, new Hyperparameters(new double[] {0.01, 1, 1}, 1, 0), close, parabola);
        for (int j = 0; j < close.size(); j++) {
            assertThat(process.mean(close.get(j))).isCloseTo(parabola[j], within(1e-4));
        }
    }

    @Test
    void believingInARunningTrialTakesItsUncertaintyAway() {
        GaussianProcess process = process(1e-3);
        double[] running = {0.5, 1, Double.NaN};
        GaussianProcess believing = process.believing(List.of(running));
        assertThat(believing.predict(running).deviation()).isLessThan(process.predict(running).deviation());
        assertThat(believing.mean(running)).isCloseTo(process.mean(running), within(0.05));
    }

    @Test
    void theLogarithmOfTheGainIsThatOfTheGainAndGoesOnWhereTheGainVanishes() {
        // φ(z) + z Φ(z) by quadrature: ∫ max(0, z + t) φ(t) dt
        for (double z : new double[] {-4, -1, 0, 2}) {
            double sum = 0;
            for (double t = -z; t < 12; t += 1e-4) {
                sum += (z + t) * Math.exp(-0.5 * t * t) / Math.sqrt(2 * Math.PI) * 1e-4;
            }
            assertThat(LogImprovement.logGain(z)).isCloseTo(Math.log(sum), within(1e-4));
        }
        assertThat(LogImprovement.logGain(-10.0001)).isCloseTo(LogImprovement.logGain(-9.9999), within(0.005));
        assertThat(LogImprovement.logGain(-100)).isBetween(-5012.0, -5010.0);
    }

    @Test
    void aWarpKeepsTheOrderAndTakesTheBestPowerFromTheLikelihood() {
        double[] wide = points.stream().mapToDouble(p -> Math.exp(12 * p[0])).toArray();
        for (double power : new double[] {0, 0.5, 1}) {
            double[] warped = new Warp(power).of(wide).values();
            for (int j = 1; j < wide.length; j++) {
                assertThat(Math.signum(warped[j] - warped[0])).isEqualTo(Math.signum(wide[j] - wide[0]));
            }
        }
        assertThat(Fit.of(metric, new Evidence(points, wide)).warp().power()).isLessThan(1);
        assertThat(Fit.of(metric, new Evidence(points, values)).warp().power()).isEqualTo(1);
    }

    private GaussianProcess process(double noise) {
        return new GaussianProcess(metric, new Hyperparameters(new double[] {9, 1, 1}, 1, noise), points, values);
    }

    private static List<double[]> points(int count) {
        RandomGenerator random = Randomness.of(7, 7);
        return IntStream.range(0, count).mapToObj(i -> SPACE.random(random)).toList();
    }

    private static Offset<Double> relative(double share) {
        return within(share * 10);
    }
}
