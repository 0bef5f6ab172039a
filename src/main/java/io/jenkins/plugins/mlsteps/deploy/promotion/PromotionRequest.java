package io.jenkins.plugins.mlsteps.deploy.promotion;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Serializable;
import java.util.List;

/**
 * Which model is to go where, and who asks for it.
 *
 * @param id of the step that asks, the same after a restart and no other step's
 * @param job whose build promotes, by the name that it had when the policy was last asked; null when unknown
 * @param authors everybody who started the build; empty when not all of them are known. Earlier versions kept one, as {@code author}
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
        @JsonAlias("author") @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<String> authors,
        String why,
        Origin origin)
        implements Serializable {
    public PromotionRequest {
        authors = authors == null ? List.of() : List.copyOf(authors);
    }

    /** Whose steps a build runs. */
    public enum Origin {
        /** Those of its job. */
        JOB,
        /** Somebody edited them for this one build. */
        REPLAY,
        /** None of an author's: a person brings back a model that served under this endpoint before. */
        ROLLBACK
    }

    /** The names of all authors, as text; null when unknown. */
    public String author() {
        return authors.isEmpty() ? null : String.join(", ", authors);
    }

    PromotionRequest ofJob(String name) {
        return new PromotionRequest(id, endpoint, environment, model, digest, name, authors, why, origin);
    }

    /** The same from steps of another origin. */
    public PromotionRequest by(Origin other) {
        return new PromotionRequest(id, endpoint, environment, model, digest, job, authors, why, other);
    }
}
