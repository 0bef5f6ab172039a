package io.jenkins.plugins.mlsteps.jenkins.page;

import io.jenkins.plugins.mlsteps.jenkins.record.BuildSummary.Outcome;
import io.jenkins.plugins.mlsteps.jenkins.record.ModelVersion;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * A model version, for machines.
 *
 * @param builds that made it, as {@code job #number}, the latest first
 * @param environments in which it serves, as {@code environment/endpoint}
 * @param passed names of the gates that let it pass
 * @param failed names of the gates that did not
 * @param unvouched names of gates of which there is a verdict that this Jenkins does not vouch for
 */
@ExportedBean(defaultVisibility = 2)
@Restricted(NoExternalUse.class)
public record ExportedModel(
        @Exported String digest,
        @Exported String name,
        @Exported String format,
        @Exported long bytes,
        @Exported List<String> builds,
        @Exported List<String> environments,
        @Exported List<String> passed,
        @Exported List<String> failed,
        @Exported List<String> unvouched) {
    static ExportedModel of(ModelVersion version) {
        return new ExportedModel(
                version.digest(),
                version.name(),
                version.format(),
                version.bytes(),
                version.made().stream()
                        .map(made -> made.job().getFullName() + " #" + made.build())
                        .toList(),
                version.serving().stream()
                        .map(deployed -> deployed.endpoint().environment() + "/" + deployed.endpoint().name())
                        .distinct()
                        .toList(),
                gates(version, Outcome.PASSED),
                gates(version, Outcome.FAILED),
                gates(version, Outcome.UNSIGNED));
    }

    private static List<String> gates(ModelVersion version, Outcome outcome) {
        return version.judged().stream()
                .filter(judged -> judged.outcome() == outcome)
                .map(judged -> judged.gate().name())
                .distinct()
                .toList();
    }
}
