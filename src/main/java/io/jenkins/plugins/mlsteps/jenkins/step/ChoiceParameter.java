package io.jenkins.plugins.mlsteps.jenkins.step;

import hudson.Extension;
import io.jenkins.plugins.mlsteps.spec.Dimension;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code choice(…)} of a search space: see {@link Dimension.Choice}. */
public final class ChoiceParameter extends DimensionParameter {
    @DataBoundConstructor
    public ChoiceParameter(String name, List<String> values) {
        super(Dimension.Choice.class, name);
        given().put("values", Literals.values(values));
    }

    public List<String> getValues() {
        return Literals.texts(given().value("values"));
    }

    public boolean isOrdered() {
        return given().flag("ordered");
    }

    @DataBoundSetter
    public void setOrdered(boolean ordered) {
        given().put("ordered", ordered);
    }

    /** Its name and form. */
    @Extension
    @Symbol("choice")
    public static final class DescriptorImpl extends NestedDescriptor {
        public DescriptorImpl() {
            super(Dimension.Choice.class);
        }

        /** The values as a Pipeline writes them, where a text is a text. */
        @Override
        @SuppressWarnings("unchecked") // what getValues returns
        public UninstantiatedDescribable customUninstantiate(UninstantiatedDescribable choice) {
            Map<String, Object> arguments = new LinkedHashMap<>(choice.getArguments());
            arguments.computeIfPresent("values", (name, texts) -> Literals.values((List<String>) texts));
            return choice.withArguments(arguments);
        }
    }
}
