package io.jenkins.plugins.mlsteps.jenkins.page;

import hudson.Extension;
import hudson.model.Api;
import hudson.model.RootAction;
import io.jenkins.plugins.mlsteps.jenkins.configuration.MlPermissions;
import io.jenkins.plugins.mlsteps.jenkins.record.ModelRegistry;
import java.util.List;
import jenkins.model.Jenkins;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The <em>ML Models</em> page: model versions by digest, as far as their builds may be read by who asks. */
@Extension
@ExportedBean
@Restricted(NoExternalUse.class)
public final class MlModelsPage implements RootAction {
    private static final String ALGORITHM = "sha256:";

    /** The versions, the latest first. */
    public List<ModelRow> getRows() {
        return ModelRegistry.versions().stream().map(ModelRow::of).toList();
    }

    /** Whether to lead to the environments: <em>Manage Jenkins</em> does so only for those who manage more than them. */
    public boolean isConfigurable() {
        return Jenkins.get().hasPermission(MlPermissions.CONFIGURE);
    }

    @Exported
    public List<ExportedModel> getModels() {
        return ModelRegistry.versions().stream().map(ExportedModel::of).toList();
    }

    /**
     * The page of one version.
     *
     * @param hash hexadecimal part of a digest
     * @return null, which is answered with status 404, when no build that may be read knows the digest
     */
    public ModelPage getDynamic(String hash) {
        return ModelRegistry.version(ALGORITHM + hash).map(ModelPage::new).orElse(null);
    }

    public Api getApi() {
        return new Api(this);
    }

    @Override
    public String getIconFileName() {
        return "symbol-cube";
    }

    @Override
    public String getDisplayName() {
        return "ML Models";
    }

    @Override
    public String getUrlName() {
        return "ml-models";
    }
}
