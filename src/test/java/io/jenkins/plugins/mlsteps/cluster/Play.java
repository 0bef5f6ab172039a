package io.jenkins.plugins.mlsteps.cluster;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/**
 * What the command of a {@linkplain PlayedPod played pod} does.
 *
 * @param time from its start to its end
 * @param output all that it prints, at its end, by its environment variables
 */
public record Play(Duration time, Function<Map<String, String>, String> output, int exitCode) {
    public static Play printing(String output) {
        return new Play(Duration.ofSeconds(1), variables -> output, 0);
    }
}
