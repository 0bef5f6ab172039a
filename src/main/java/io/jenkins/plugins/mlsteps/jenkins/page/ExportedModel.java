package io.jenkins.plugins.mlsteps.jenkins.page;

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
        @Exported List<String> failed) {
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
                gates(version, true),
                gates(version, false));
    }

    private static List<String> gates(ModelVersion version, boolean passed) {
        return version.judged().stream()
                .filter(judged -> judged.gate().passed() == passed)
                .map(judged -> judged.gate().name())
                .distinct()
                .toList();
    }
}
