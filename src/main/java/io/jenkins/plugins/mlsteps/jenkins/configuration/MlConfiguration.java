package io.jenkins.plugins.mlsteps.jenkins.configuration;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Job;
import hudson.security.Permission;
import hudson.util.FormValidation;
import io.jenkins.plugins.mlsteps.deploy.promotion.PolicyRules;
import io.jenkins.plugins.mlsteps.host.configuration.ConfigException;
import io.jenkins.plugins.mlsteps.host.configuration.ConfigFile;
import io.jenkins.plugins.mlsteps.report.wording.Wording;
import io.jenkins.plugins.mlsteps.spec.administration.Administration;
import java.util.List;
import java.util.Map;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.interceptor.RequirePOST;

/**
 * What an administrator defined for the ML steps, with the keys of {@code mlsteps.yaml}. The text is kept as it was written,
 * comments included.
 */
@Extension
@Symbol("mlSteps")
public final class MlConfiguration extends GlobalConfiguration {
    /** Stands in errors where the command line names its file. */
    static final String NAME = "ML Environments";

    private String text = "";

    private transient volatile Parsed parsed;

    private record Parsed(String text, Administration administration) {}

    public MlConfiguration() {
        load();
    }

    public static MlConfiguration get() {
        return ExtensionList.lookupSingleton(MlConfiguration.class);
    }

    @NonNull
    @Override
    public String getDisplayName() {
        return Messages.MlEnvironments_displayName();
    }

    @NonNull
    @Override
    public Permission getRequiredGlobalConfigPagePermission() {
        return MlPermissions.CONFIGURE;
    }

    /** The page of the whole system only links to {@link MlEnvironments}. */
    @Override
    public boolean configure(StaplerRequest2 request, JSONObject json) {
        return true;
    }

    /** As it was written, in YAML. */
    public synchronized String getText() {
        return text;
    }

    /**
     * Keeps a new text. Who may do so is the caller's to check.
     *
     * @throws ConfigException naming the line, the key and the nearest valid one; then nothing is kept
     */
    public synchronized void keep(String yaml) {
        String given = yaml == null ? "" : yaml.replace("\r\n", "\n");
        parsed = new Parsed(given, understood(given));
        text = given;
        save();
    }

    private static Administration understood(String yaml) {
        Administration administration = ConfigFile.parse(yaml, NAME);
        PolicyRules.check(NAME, administration);
        return administration;
    }

    public YamlSection getEnvironments() {
        return section("environments");
    }

    /** For configuration as code; as {@link #keep}. */
    public void setEnvironments(YamlSection environments) {
        keep(YamlSection.replace(getText(), "environments", environments));
    }

    public YamlSection getCompute() {
        return section("compute");
    }

    /** For configuration as code; as {@link #keep}. */
    public void setCompute(YamlSection compute) {
        keep(YamlSection.replace(getText(), "compute", compute));
    }

    public YamlSection getCredentials() {
        return section("credentials");
    }

    /** For configuration as code; as {@link #keep}. */
    public void setCredentials(YamlSection credentials) {
        keep(YamlSection.replace(getText(), "credentials", credentials));
    }

    public YamlSection getPrices() {
        return section("prices");
    }

    /** For configuration as code; as {@link #keep}. */
    public void setPrices(YamlSection prices) {
        keep(YamlSection.replace(getText(), "prices", prices));
    }

    public YamlSection getRegistry() {
        return section("registry");
    }

    /** For configuration as code; as {@link #keep}. */
    public void setRegistry(YamlSection registry) {
        keep(YamlSection.replace(getText(), "registry", registry));
    }

    private YamlSection section(String key) {
        return YamlSection.of(getText(), key).orElse(null);
    }

    /**
     * Everything that is defined, before folders narrow it.
     *
     * @throws ConfigException when what is stored cannot be understood, after an update or a change by hand
     */
    public Administration administration() {
        String current = getText();
        Parsed last = parsed;
        if (last == null || !last.text().equals(current)) {
            last = new Parsed(current, ConfigFile.parse(current, NAME));
            parsed = last;
        }
        return last.administration();
    }

    /**
     * What is defined for the builds of a job: everything, narrowed by the folders it is in.
     *
     * @throws ConfigException when what is stored, here or in a folder, cannot be understood
     */
    public Administration administrationFor(Job<?, ?> job) {
        Administration administration = administration();
        for (AdministrationFilter filter : ExtensionList.lookup(AdministrationFilter.class)) {
            administration = filter.narrow(administration, job);
        }
        return administration;
    }

    /** Says while it is typed what is wrong with the text. */
    @RequirePOST
    @Restricted(NoExternalUse.class)
    public FormValidation doCheckText(@QueryParameter String value) {
        Jenkins.get().checkPermission(MlPermissions.CONFIGURE);
        try {
            Administration administration = understood(value == null ? "" : value);
            List<String> unserved = administration.environments().entrySet().stream()
                    .filter(environment -> !environment.getValue().target().type().isImplemented())
                    .map(Map.Entry::getKey)
                    .toList();
            if (!unserved.isEmpty()) {
                return FormValidation.warning("this version cannot deploy to the type of target of: " + String.join(", ", unserved));
            }
            return FormValidation.ok(Wording.count(administration.environments().size(), "environment") + ", "
                    + Wording.count(administration.compute().size(), "compute profile") + ", "
                    + Wording.count(administration.credentials().size(), "credential"));
        } catch (ConfigException e) {
            return FormValidation.error(e.getMessage());
        }
    }
}
