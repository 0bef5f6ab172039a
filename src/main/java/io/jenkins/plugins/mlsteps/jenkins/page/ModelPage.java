package io.jenkins.plugins.mlsteps.jenkins.page;

import hudson.model.Api;
import hudson.model.ModelObject;
import io.jenkins.plugins.mlsteps.jenkins.page.ModelRow.BuildLink;
import io.jenkins.plugins.mlsteps.jenkins.record.ModelVersion;
import io.jenkins.plugins.mlsteps.report.page.Mark;
import io.jenkins.plugins.mlsteps.report.wording.Wording;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One model version: every build that made, judged or deployed it. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class ModelPage implements ModelObject {
    private final ModelVersion version;

    ModelPage(ModelVersion version) {
        this.version = version;
    }

    /** A gate's word. */
    public record Judged(BuildLink build, String gate, Mark mark, String tally) {}

    /** A promotion, and whether it serves. */
    public record Deployed(BuildLink build, String environment, String endpoint, String revision, Mark mark, boolean serving) {}

    public ModelRow getRow() {
        return ModelRow.of(version);
    }

    public List<BuildLink> getMade() {
        return version.made().stream()
                .map(made -> BuildLink.of(made.job(), made.build(), made.time()))
                .toList();
    }

    public List<Judged> getJudged() {
        return version.judged().stream()
                .map(judged -> new Judged(
                        BuildLink.of(judged.job(), judged.build(), judged.gate().judged()),
                        judged.gate().name(),
                        Mark.ofVerdict(judged.gate().passed()),
                        judged.gate().checks() - judged.gate().failed() + " of "
                                + Wording.count(judged.gate().checks(), "check") + " passed"))
                .toList();
    }

    public List<Deployed> getDeployed() {
        return version.deployed().stream()
                .map(deployed -> new Deployed(
                        BuildLink.of(deployed.job(), deployed.build(), deployed.endpoint().time()),
                        deployed.endpoint().environment(),
                        deployed.endpoint().name(),
                        deployed.endpoint().revision(),
                        Mark.ofDeployment(deployed.endpoint().status()),
                        deployed.serving()))
                .toList();
    }

    @Exported(inline = true)
    public ExportedModel getModel() {
        return ExportedModel.of(version);
    }

    public Api getApi() {
        return new Api(this);
    }

    @Override
    public String getDisplayName() {
        return version.name() + " " + Wording.shortDigest(version.digest());
    }
}
