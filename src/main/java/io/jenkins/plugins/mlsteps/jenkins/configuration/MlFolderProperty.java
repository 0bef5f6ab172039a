package io.jenkins.plugins.mlsteps.jenkins.configuration;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.hudson.plugins.folder.AbstractFolderProperty;
import com.cloudbees.hudson.plugins.folder.AbstractFolderPropertyDescriptor;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.mlsteps.deploy.promotion.PolicyRules;
import io.jenkins.plugins.mlsteps.host.configuration.ConfigException;
import io.jenkins.plugins.mlsteps.host.configuration.ConfigFile;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.administration.Administration;
import io.jenkins.plugins.mlsteps.spec.administration.Narrowing;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** What a folder takes away for the jobs in it: whoever configures the folder can make policies stricter, never laxer. */
public final class MlFolderProperty extends AbstractFolderProperty<AbstractFolder<?>> {
    private final String text;

    /** @param text YAML with the keys of {@link Narrowing} */
    @DataBoundConstructor
    public MlFolderProperty(String text) {
        this.text = text == null ? "" : text.replace("\r\n", "\n");
    }

    public String getText() {
        return text;
    }

    /**
     * @throws ConfigException naming the folder, the line, the key and the nearest valid one
     */
    Narrowing narrowing(String folder) {
        return ConfigFile.narrowing(text, "folder " + folder);
    }

    /** Checks what is typed. */
    @Extension(optional = true)
    @Symbol("mlSteps")
    public static final class DescriptorImpl extends AbstractFolderPropertyDescriptor {
        @NonNull
        @Override
        public String getDisplayName() {
            return Messages.MlEnvironments_displayName();
        }

        @Override
        public AbstractFolderProperty<?> newInstance(StaplerRequest2 request, @NonNull JSONObject form)
                throws FormException {
            String text = form.optString("text", "");
            try {
                PolicyRules.check(getDisplayName(), ConfigFile.narrowing(text, getDisplayName()));
            } catch (ConfigException e) {
                // Its cause would be shown as a stack trace.
                throw new FormException(e.getMessage(), "text");
            }
            return text.isBlank() ? null : new MlFolderProperty(text);
        }

        /** Says while it is typed what is wrong with the text. */
        @RequirePOST
        public FormValidation doCheckText(@AncestorInPath AbstractFolder<?> folder, @QueryParameter String value) {
            if (folder == null) {
                return FormValidation.ok();
            }
            folder.checkPermission(Item.CONFIGURE);
            try {
                Narrowing narrowing = ConfigFile.narrowing(value == null ? "" : value, getDisplayName());
                PolicyRules.check(getDisplayName(), narrowing);
                Administration left = FolderFilter.leftTo(folder);
                narrowing.of(left);
                return narrowing.unknown(left).map(FormValidation::warning).orElseGet(FormValidation::ok);
            } catch (ConfigException | SpecException e) {
                return FormValidation.error(e.getMessage());
            }
        }
    }
}
