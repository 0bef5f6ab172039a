package io.jenkins.plugins.mlsteps.jenkins.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.casc.Attribute;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.Configurator;
import io.jenkins.plugins.casc.ConfiguratorException;
import io.jenkins.plugins.casc.model.CNode;
import io.jenkins.plugins.mlsteps.deploy.promotion.PolicyRules;
import io.jenkins.plugins.mlsteps.host.configuration.ConfigException;
import io.jenkins.plugins.mlsteps.host.configuration.ConfigFile;
import io.jenkins.plugins.mlsteps.spec.administration.Administration;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.Set;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * {@code unclassified: mlSteps:} of configuration as code, with the keys of {@code mlsteps.yaml}. It is taken as a whole, for
 * environments refer to compute profiles.
 */
@Extension(optional = true)
@Restricted(NoExternalUse.class)
public final class MlConfigurator implements Configurator<MlConfiguration> {
    private static final String NAME = "unclassified.mlSteps";

    @NonNull
    @Override
    public String getName() {
        return "mlSteps";
    }

    @Override
    public Class<MlConfiguration> getTarget() {
        return MlConfiguration.class;
    }

    @NonNull
    @Override
    public Set<Attribute<MlConfiguration, ?>> describe() {
        Set<Attribute<MlConfiguration, ?>> keys = new HashSet<>();
        for (RecordComponent key : Administration.class.getRecordComponents()) {
            keys.add(new Attribute<MlConfiguration, YamlSection>(key.getName(), YamlSection.class));
        }
        return keys;
    }

    @NonNull
    @Override
    public MlConfiguration configure(CNode config, ConfigurationContext context) throws ConfiguratorException {
        MlConfiguration.get().keep(YamlSection.write(checked(config, context)));
        return MlConfiguration.get();
    }

    @Override
    public MlConfiguration check(CNode config, ConfigurationContext context) throws ConfiguratorException {
        checked(config, context);
        return MlConfiguration.get();
    }

    private JsonNode checked(CNode config, ConfigurationContext context) throws ConfiguratorException {
        JsonNode tree = YamlNodes.from(config, context);
        try {
            PolicyRules.check(NAME, ConfigFile.of(tree, NAME));
            return tree;
        } catch (ConfigException e) {
            throw new ConfiguratorException(this, e.getMessage(), e);
        }
    }
}
