package io.jenkins.plugins.mlsteps.deploy;

import java.io.Serializable;

/**
 * One revision of a model to be served under an endpoint.
 *
 * @param endpoint name that clients use
 * @param model name of the trained model; its files are under {@code ml/train/<model>}
 * @param revision unique in the endpoint, and the same for the same build and digest
 * @param digest that the files shipped must have
 * @param attempt tells one deployment from a later one of the same revision; the same after a restart
 * @param by who promotes it, in words: {@code churn #12 (alice)}
 */
public record Release(
        String endpoint, String environment, String model, String revision, String digest, String attempt, String by)
        implements Serializable {}
