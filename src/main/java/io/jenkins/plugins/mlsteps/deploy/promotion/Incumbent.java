package io.jenkins.plugins.mlsteps.deploy.promotion;

import io.jenkins.plugins.mlsteps.deploy.promotion.PromotionRequest.Origin;
import java.util.Objects;
import java.util.Optional;

/**
 * The model that a promotion would replace. One that was compared with what serves must have been compared with this one: it is not
 * known to be as good as what came in between, nor as what serves elsewhere.
 *
 * @param serving null when the promotion would replace nothing
 */
record Incumbent(Serving serving, PromotionRequest request) {
    /** What does not hold of a verdict, as what is said of its gate; empty when it compared with the incumbent, or need not. */
    Optional<String> unmet(GateEvidence.Measured measured) {
        boolean compares = measured != null && request.environment().equals(measured.comparedWith());
        if (!compares || serving == null || comesBack()) {
            return Optional.empty();
        }
        return request.model().equals(serving.model()) ? unmetByName(measured) : unmetByAnotherName(measured);
    }

    /** As it was, or where it serves already. */
    private boolean comesBack() {
        return request.origin() == Origin.ROLLBACK || request.digest().equals(serving.digest());
    }

    private Optional<String> unmetByName(GateEvidence.Measured measured) {
        String compared = measured.baseline() == null ? null : measured.baseline().digest();
        return serving.digest() != null && serving.digest().equals(compared)
                ? Optional.empty()
                : Optional.of("compared with " + Objects.requireNonNullElse(compared, "nothing") + ", but "
                        + Objects.requireNonNullElse(serving.digest(), "a model of unknown digest")
                        + " serves now; run the gate again");
    }

    /**
     * A gate looks for a model of the same name, wherever in the environment it serves: what it found there says nothing about the
     * model of another name that would be replaced.
     */
    private Optional<String> unmetByAnotherName(GateEvidence.Measured measured) {
        return measured.baseline() == null
                ? Optional.empty()
                : Optional.of("compared with '" + measured.baseline().reference() + "', but under endpoint '" + request.endpoint()
                        + "' serves model '" + Objects.requireNonNullElse(serving.model(), "unknown")
                        + "'; train the model under that name, or deploy it under the endpoint that it was compared with");
    }
}
