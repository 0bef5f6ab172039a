package io.jenkins.plugins.mlsteps.deploy.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.jenkins.plugins.mlsteps.deploy.CurrentRevision;
import io.jenkins.plugins.mlsteps.deploy.Release;
import io.jenkins.plugins.mlsteps.deploy.Rollout;
import io.jenkins.plugins.mlsteps.deploy.Target;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Endpoints whose object in a cluster tells what they serve.
 *
 * @param <T> the kind of object
 */
public abstract class ClusterTarget<T extends HasMetadata> implements Target {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final ServedObject<T> object;
    private final Clock clock;

    protected ClusterTarget(ServedObject<T> object, Clock clock) {
        this.object = object;
        this.clock = clock;
    }

    @Override
    public Duration betweenLooks() {
        return BETWEEN_LOOKS;
    }

    @Override
    public Optional<CurrentRevision> current(String environment, String endpoint) throws IOException {
        return rollout(new Release(endpoint, environment, null, null, null, null, null, null)).current();
    }

    /** What all endpoints of an environment serve now. */
    public List<CurrentRevision> serving(String environment) throws IOException {
        List<CurrentRevision> serving = new ArrayList<>();
        for (T found : object.all(environment)) {
            ReleaseNotes.of(found).map(ReleaseNotes::current).ifPresent(serving::add);
        }
        return serving;
    }

    @Override
    public Rollout advance(Release release) throws IOException, InterruptedException {
        return rollout(release).advance();
    }

    @Override
    public String rollBack(Release release) throws IOException, InterruptedException {
        return rollout(release).rollBack();
    }

    private ClusterRollout<T> rollout(Release release) {
        return new ClusterRollout<>(object, release, clock);
    }
}
