package io.jenkins.plugins.mlsteps.deploy;

import java.io.Serializable;
import java.util.Optional;

/**
 * One revision of a model to be served under an endpoint.
 *
 * @param endpoint name that clients use
 * @param model name of the trained model; its files are under {@code ml/train/<model>}
 * @param revision unique in the endpoint, and the same for the same build and digest
 * @param digest that the files shipped must have
 * @param attempt tells one deployment from a later one of the same revision; the same after a restart
 * @param by who promotes it, in words: {@code churn #12 (alice)}
 * @param replaces digest of what served when the promotion was checked, empty when nothing did; null when it may replace anything
 */
public record Release(
        String endpoint, String environment, String model, String revision, String digest, String attempt, String by,
        String replaces)
        implements Serializable {
    /**
     * Why it may not take over from what serves now, of which nobody has judged whether it is better. Empty when it may, also where it
     * serves already.
     */
    public Optional<String> overtaken(Optional<CurrentRevision> current) {
        String serves = current.map(CurrentRevision::digest).orElse("");
        return replaces == null || serves.equals(replaces) || serves.equals(digest)
                ? Optional.empty()
                : Optional.of("under endpoint '" + endpoint + "' " + inWords(serves) + " serves now, and the promotion was checked when "
                        + inWords(replaces) + " served; run the gate and deploy again");
    }

    private static String inWords(String digest) {
        return digest.isEmpty() ? "nothing" : digest;
    }
}
