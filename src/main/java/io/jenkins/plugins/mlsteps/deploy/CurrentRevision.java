package io.jenkins.plugins.mlsteps.deploy;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Serializable;
import java.time.Instant;
import java.util.Map;

/**
 * What an endpoint serves.
 *
 * @param server what answers: for local endpoints the launch, named by the revision it was started with
 * @param previous revision that served before; null for the first
 * @param metrics that the training of the model left; null where they stand with its files, as for local endpoints
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CurrentRevision(
        String endpoint,
        String environment,
        String model,
        String revision,
        String digest,
        String url,
        String server,
        String previous,
        String by,
        Instant since,
        Map<String, Double> metrics)
        implements Serializable {}
