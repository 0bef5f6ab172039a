package io.jenkins.plugins.mlsteps.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Serializable;
import java.time.Instant;

/**
 * One value of one metric.
 *
 * @param time when it was reported
 * @param step epoch or iteration it belongs to; null when the trainer named none
 * @param value may be NaN or infinite: what the trainer said, judged where it is used
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MetricPoint(Instant time, Long step, String name, double value) implements Serializable {}
