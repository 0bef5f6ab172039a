package io.jenkins.plugins.mlsteps.deploy.promotion;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Serializable;

/**
 * The model that serves under an endpoint while another one is promoted there.
 *
 * @param model name of the trained model; null when the target does not know
 * @param digest null when the target does not know
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Serving(String model, String digest) implements Serializable {}
