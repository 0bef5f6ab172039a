package io.jenkins.plugins.mlsteps.jenkins.configuration;

import edu.umd.cs.findbugs.annotations.NonNull;
import hudson.Extension;
import io.jenkins.plugins.casc.Attribute;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.Configurator;
import io.jenkins.plugins.casc.ConfiguratorException;
import io.jenkins.plugins.casc.model.CNode;
import java.util.Set;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** A section of our configuration in configuration as code: any tree, which {@link MlConfigurator} checks. */
@Extension(optional = true)
@Restricted(NoExternalUse.class)
public final class YamlSectionConfigurator implements Configurator<YamlSection> {
    @Override
    public Class<YamlSection> getTarget() {
        return YamlSection.class;
    }

    @NonNull
    @Override
    public Set<Attribute<YamlSection, ?>> describe() {
        return Set.of();
    }

    @NonNull
    @Override
    public YamlSection configure(CNode config, ConfigurationContext context) throws ConfiguratorException {
        return new YamlSection(YamlNodes.from(config, context));
    }

    @Override
    public YamlSection check(CNode config, ConfigurationContext context) throws ConfiguratorException {
        return configure(config, context);
    }

    @Override
    public CNode describe(YamlSection section, ConfigurationContext context) {
        return section == null ? null : YamlNodes.to(section.tree());
    }
}
