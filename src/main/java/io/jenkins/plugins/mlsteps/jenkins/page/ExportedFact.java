package io.jenkins.plugins.mlsteps.jenkins.page;

import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** What two builds say of one thing, for machines. */
@ExportedBean(defaultVisibility = 2)
@Restricted(NoExternalUse.class)
public record ExportedFact(@Exported String name, @Exported Object from, @Exported Object to) {}
