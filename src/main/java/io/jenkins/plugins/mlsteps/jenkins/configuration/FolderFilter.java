package io.jenkins.plugins.mlsteps.jenkins.configuration;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import hudson.Extension;
import hudson.model.Item;
import hudson.model.ItemGroup;
import hudson.model.Job;
import io.jenkins.plugins.mlsteps.host.configuration.ConfigException;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.administration.Administration;

/** Narrows what a job may use by what each folder around it says, the outermost first. */
@Extension(optional = true)
public final class FolderFilter implements AdministrationFilter {
    @Override
    public Administration narrow(Administration administration, Job<?, ?> job) {
        return narrow(administration, job.getParent());
    }

    /** What the folders around a folder leave it. */
    static Administration leftTo(AbstractFolder<?> folder) {
        return narrow(MlConfiguration.get().administration(), folder.getParent());
    }

    private static Administration narrow(Administration administration, ItemGroup<?> around) {
        if (!(around instanceof Item item)) {
            return administration;
        }
        Administration outer = narrow(administration, item.getParent());
        return around instanceof AbstractFolder<?> folder ? narrow(outer, folder) : outer;
    }

    private static Administration narrow(Administration administration, AbstractFolder<?> folder) {
        MlFolderProperty property = folder.getProperties().get(MlFolderProperty.class);
        if (property == null) {
            return administration;
        }
        try {
            return property.narrowing(folder.getFullName()).of(administration);
        } catch (SpecException e) {
            throw new ConfigException("folder " + folder.getFullName() + ": " + e.getMessage(), e);
        }
    }
}
