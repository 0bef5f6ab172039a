package io.jenkins.plugins.mlsteps.jenkins.gauge;

import com.codahale.metrics.CachedGauge;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricSet;
import hudson.Extension;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.mlsteps.jenkins.record.BuildSummary;
import io.jenkins.plugins.mlsteps.jenkins.record.ModelRegistry;
import io.jenkins.plugins.mlsteps.jenkins.record.ModelVersion;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import jenkins.metrics.api.MetricProvider;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * How many models there are, serve, were refused, and have a verdict that this Jenkins did not sign. Totals only: names of models and jobs would make as many time series as
 * there are builds.
 */
@Extension(optional = true)
@Restricted(NoExternalUse.class)
public final class ModelGauges extends MetricProvider {
    /** Scrapers ask every few seconds; builds end less often. */
    private static final int FRESH_SECONDS = 30;

    @Override
    public MetricSet getMetricSet() {
        return () -> Map.of(
                "mlsteps.models.known", gauge(List::size),
                "mlsteps.models.serving", gauge(versions -> count(versions, version -> !version.serving().isEmpty())),
                "mlsteps.models.refused", gauge(versions -> count(versions, ModelGauges::isRefused)),
                "mlsteps.models.unsigned", gauge(versions -> count(versions, ModelGauges::isUnsigned)));
    }

    private static Gauge<Long> gauge(ToLongFunction<List<ModelVersion>> total) {
        return new CachedGauge<>(FRESH_SECONDS, TimeUnit.SECONDS) {
            @Override
            protected Long loadValue() {
                try (ACLContext everything = ACL.as2(ACL.SYSTEM2)) {
                    return total.applyAsLong(ModelRegistry.versions());
                }
            }
        };
    }

    private static long count(List<ModelVersion> versions, Predicate<ModelVersion> condition) {
        return versions.stream().filter(condition).count();
    }

    /** Whether the last word of a gate on it was no. */
    private static boolean isRefused(ModelVersion version) {
        return version.judged().stream()
                .map(ModelVersion.Judged::outcome)
                .filter(outcome -> outcome != BuildSummary.Outcome.UNSIGNED)
                .findFirst()
                .filter(outcome -> outcome == BuildSummary.Outcome.FAILED)
                .isPresent();
    }

    /** Whether the last record of a verdict on it is not vouched for. */
    private static boolean isUnsigned(ModelVersion version) {
        return !version.judged().isEmpty() && version.judged().get(0).outcome() == BuildSummary.Outcome.UNSIGNED;
    }
}
