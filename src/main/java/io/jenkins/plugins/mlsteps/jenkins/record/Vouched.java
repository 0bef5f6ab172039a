package io.jenkins.plugins.mlsteps.jenkins.record;

import io.jenkins.plugins.mlsteps.record.Deployment;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.report.page.Guarantor;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What this Jenkins itself vouches for of the records of a build: the verdicts that it signed and the promotions that it carried
 * out. The records are files that the agent of the build wrote; what is not in here is hearsay, whatever it says.
 */
public record Vouched(List<Signature> signatures, List<Shipment> shipments) implements Guarantor {
    public Vouched {
        signatures = signatures == null ? List.of() : List.copyOf(signatures);
        shipments = shipments == null ? List.of() : List.copyOf(shipments);
    }

    /**
     * A verdict of this very build whose signature was verified when it was kept.
     *
     * @param key id of the key that signed it
     * @param time of the verdict
     */
    public record Signature(String gate, String key, Instant time) {}

    /**
     * A model that began to serve under an endpoint.
     *
     * @param promotion its id in the promotion log
     */
    public record Shipment(String environment, String endpoint, String promotion) {}

    static Vouched nothing() {
        return new Vouched(null, null);
    }

    /** The same without signatures of keys that are not trusted. */
    Vouched under(Trust trust) {
        return new Vouched(signatures.stream().filter(trust::covers).toList(), shipments);
    }

    Optional<Signature> signature(String gate, Instant time) {
        return signatures.stream()
                .filter(signature -> signature.gate().equals(gate) && signature.time().equals(time))
                .findFirst();
    }

    /** Id of the promotion that put the build's model behind an endpoint; empty when no promotion of the build did. */
    Optional<String> promotion(String environment, String endpoint) {
        return shipments.stream()
                .filter(shipment -> shipment.environment().equals(environment) && shipment.endpoint().equals(endpoint))
                .map(Shipment::promotion)
                .findFirst();
    }

    @Override
    public boolean vouchesFor(Verdict verdict) {
        return signature(verdict.gate(), verdict.time()).isPresent();
    }

    @Override
    public boolean vouchesFor(Deployment deployment) {
        return promotion(
                        Objects.toString(deployment.environment(), ""), Objects.toString(deployment.name(), ""))
                .isPresent();
    }
}
