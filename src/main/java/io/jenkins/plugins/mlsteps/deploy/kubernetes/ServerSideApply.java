package io.jenkins.plugins.mlsteps.deploy.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.ApiFailure;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Cluster;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes objects by server-side apply as the field manager {@value #MANAGER}: only what we say is set, and what somebody else
 * changed in it is found out.
 *
 * @param overwrite whether that is set back
 */
public record ServerSideApply(Cluster cluster, boolean overwrite) {
    static final String MANAGER = "mlsteps";

    private static final int CONFLICT = 409;
    private static final String OTHER_MANAGER = "FieldManagerConflict";

    /**
     * @throws DriftException naming the fields and who has them now
     */
    public <T extends HasMetadata> T apply(T object) throws IOException {
        return apply(object, cluster.client().resource(object));
    }

    /**
     * For kinds that the client has to be told of.
     *
     * @param resource the object as the client addresses it
     * @throws DriftException as {@link #apply(HasMetadata)}
     */
    public <T extends HasMetadata> T apply(T object, Resource<T> resource) throws IOException {
        try {
            return overwrite
                    ? resource.fieldManager(MANAGER).forceConflicts().serverSideApply()
                    : resource.fieldManager(MANAGER).serverSideApply();
        } catch (KubernetesClientException e) {
            List<StatusCause> drift = drift(e);
            if (drift.isEmpty()) {
                throw ApiFailure.of("apply " + title(object), e);
            }
            throw new DriftException(
                    title(object) + " was changed from outside: "
                            + drift.stream().map(ServerSideApply::words).collect(Collectors.joining("; "))
                            + ". Nothing was overwritten: undo the change, or let the target in mlsteps.yaml have"
                            + " 'overwriteDrift: true'",
                    e);
        }
    }

    private static List<StatusCause> drift(KubernetesClientException e) {
        if (e.getCode() != CONFLICT || e.getStatus() == null || e.getStatus().getDetails() == null) {
            return List.of();
        }
        return e.getStatus().getDetails().getCauses().stream()
                .filter(cause -> OTHER_MANAGER.equals(cause.getReason()))
                .toList();
    }

    /** From {@code conflict with "kubectl-edit" using apps/v1}. */
    private static String words(StatusCause cause) {
        String who = Optional.ofNullable(cause.getMessage()).orElse("").replaceFirst("^conflict with ", "");
        return cause.getField() + " is now kept by " + who;
    }

    private static String title(HasMetadata object) {
        return object.getKind() + " '" + object.getMetadata().getName() + "'";
    }
}
