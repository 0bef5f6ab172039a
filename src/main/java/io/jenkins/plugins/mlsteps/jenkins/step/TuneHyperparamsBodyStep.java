package io.jenkins.plugins.mlsteps.jenkins.step;

import hudson.Extension;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code tuneHyperparams} whose trials are bodies that other branches run; see {@code TuneHyperparamsCall.groovy}. */
public final class TuneHyperparamsBodyStep extends TuneHyperparamsStep {
    private final String lanes;

    /** @param lanes key that the branches know */
    @DataBoundConstructor
    public TuneHyperparamsBodyStep(String name, String lanes) {
        super(name);
        this.lanes = lanes;
    }

    public String getLanes() {
        return lanes;
    }

    @Override
    boolean hasBody() {
        return true;
    }

    @Override
    String lanes() {
        return lanes;
    }

    /** Not for Pipelines to call by this name. */
    @Extension
    public static final class DescriptorImpl extends MlStepDescriptor {
        public DescriptorImpl() {
            super(TuneSpec.class);
        }

        @Override
        public String getFunctionName() {
            return "tuneHyperparamsBody";
        }

        @Override
        public Map<String, Object> customInstantiate(Map<String, Object> arguments) {
            Map<String, Object> known = new LinkedHashMap<>(arguments);
            Object lanes = known.remove("lanes");
            Map<String, Object> converted = super.customInstantiate(known);
            converted.put("lanes", lanes);
            return converted;
        }

        @Override
        public boolean isAdvanced() {
            return true;
        }
    }
}
