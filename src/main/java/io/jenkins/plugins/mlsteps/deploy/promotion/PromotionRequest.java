package io.jenkins.plugins.mlsteps.deploy.promotion;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Serializable;

/**
 * Which model is to go where, and who asks for it.
 *
 * @param id the same for the same build, endpoint and model
 * @param job whose build promotes; null when unknown
 * @param author who started the build; null when unknown
 * @param why the author's reason; null when none was given
 * @param origin of the steps that ask
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PromotionRequest(
        String id,
        String endpoint,
        String environment,
        String model,
        String digest,
        String job,
        String author,
        String why,
        Origin origin)
        implements Serializable {
    /** Whose steps a build runs. */
    public enum Origin {
        /** Those of its job. */
        JOB,
        /** Somebody edited them for this one build. */
        REPLAY,
        /** None of an author's: a person brings back a model that served under this endpoint before. */
        ROLLBACK
    }

    /** The same from steps of another origin. */
    public PromotionRequest by(Origin other) {
        return new PromotionRequest(id, endpoint, environment, model, digest, job, author, why, other);
    }
}
