package io.jenkins.plugins.mlsteps.jenkins.page;

import io.jenkins.plugins.mlsteps.record.Deployment;
import java.util.Objects;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * A promotion, for machines.
 *
 * @param status by the record
 * @param vouched whether this Jenkins vouches for its being deployed: it carried the promotion out
 */
@ExportedBean(defaultVisibility = 2)
@Restricted(NoExternalUse.class)
public record ExportedEndpoint(
        @Exported String name,
        @Exported String environment,
        @Exported String target,
        @Exported String model,
        @Exported String digest,
        @Exported String revision,
        @Exported String status,
        @Exported boolean vouched,
        @Exported String url,
        @Exported String by,
        @Exported String why,
        @Exported String overriddenBy,
        @Exported String time) {
    static ExportedEndpoint of(Deployment deployment, boolean vouched) {
        return new ExportedEndpoint(
                deployment.name(),
                deployment.environment(),
                deployment.target(),
                deployment.model(),
                deployment.digest(),
                deployment.revision(),
                Objects.toString(deployment.status(), null),
                vouched,
                deployment.url(),
                deployment.by(),
                deployment.why(),
                deployment.override() == null ? null : deployment.override().by(),
                Objects.toString(deployment.time(), null));
    }
}
