package io.jenkins.plugins.mlsteps.tune.sampler;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a sampler may know.
 *
 * @param told finished points in the order in which they were told; grows at its end only
 * @param running points whose trials have not ended
 */
public record History(List<Observation> told, Collection<double[]> running) {
    public List<Observation> complete() {
        return told.stream().filter(Observation::isComplete).toList();
    }

    /** All points tried or being tried. */
    public Stream<double[]> points() {
        return Stream.concat(told.stream().map(Observation::point), running.stream());
    }
}
