package io.jenkins.plugins.mlsteps.deploy.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.jenkins.plugins.mlsteps.deploy.Release;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The kind of object that makes an endpoint answer, such as a Deployment. Knows its shape and how to tell how it is. */
public interface ServedObject<T extends HasMetadata> {
    /** Such as {@code Deployment 'churn' in namespace 'serving'}. */
    String title(Release release);

    /** What the cluster has. */
    Optional<T> read(Release release) throws IOException;

    /** What the cluster has of one environment, whatever the endpoint. */
    List<T> all(String environment) throws IOException;

    /** What the training of the release's model measured; empty when the workspace does not tell. */
    Map<String, Double> metrics(Release release) throws IOException, InterruptedException;

    /** What it shall have, without a word about releases. */
    T manifest(Release release) throws IOException;

    /** Its specification as text. */
    String specification(T object) throws IOException;

    /** An object like the one given, with a specification that {@link #specification} wrote. */
    T withSpecification(T object, String specification) throws IOException;

    /**
     * Lets the cluster have this.
     *
     * @throws DriftException when somebody else changed what this says
     */
    T apply(T object) throws IOException;

    /** What else the endpoint needs, before the object: it does nothing where it is done. */
    void prepare(Release release) throws IOException, InterruptedException;

    Progress progress(T object, Release release) throws IOException;

    /** Where clients find it. */
    String url(T object);

    /** Removes the endpoint as a whole, the object last: while it is there, it is known that something is left to remove. */
    void delete(Release release) throws IOException;

    /** Removes what the release's revision alone needed. */
    void discard(Release release) throws IOException;

    /** Removes what was prepared for the release where the object was never made; what is not ours stays. */
    default void withdraw(Release release) throws IOException {
        discard(release);
    }

    /** Removes what revisions other than these needed; the second may be null. */
    void forget(Release release, String current, String previous) throws IOException;
}
