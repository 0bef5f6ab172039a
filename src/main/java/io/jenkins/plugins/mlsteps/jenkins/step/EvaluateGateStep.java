package io.jenkins.plugins.mlsteps.jenkins.step;

import hudson.Extension;
import io.jenkins.plugins.mlsteps.spec.GateSpec;
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code evaluateGate}: see {@link GateSpec}. */
public final class EvaluateGateStep extends MlStep {
    @DataBoundConstructor
    public EvaluateGateStep(String name, String model) {
        super(GateSpec.class, name);
        given().put("model", model);
    }

    public String getModel() {
        return given().text("model");
    }

    public List<String> getRules() {
        return given().lines("rules");
    }

    @DataBoundSetter
    public void setRules(List<String> rules) {
        given().putLines("rules", rules);
    }

    public String getPredictions() {
        return given().text("predictions");
    }

    @DataBoundSetter
    public void setPredictions(String predictions) {
        given().put("predictions", predictions);
    }

    public String getBaseline() {
        return given().text("baseline");
    }

    @DataBoundSetter
    public void setBaseline(String baseline) {
        given().put("baseline", baseline);
    }

    public String getBaselinePredictions() {
        return given().text("baselinePredictions");
    }

    @DataBoundSetter
    public void setBaselinePredictions(String baselinePredictions) {
        given().put("baselinePredictions", baselinePredictions);
    }

    public List<String> getSlices() {
        return given().lines("slices");
    }

    @DataBoundSetter
    public void setSlices(List<String> slices) {
        given().putLines("slices", slices);
    }

    public List<String> getSliceRules() {
        return given().lines("sliceRules");
    }

    @DataBoundSetter
    public void setSliceRules(List<String> sliceRules) {
        given().putLines("sliceRules", sliceRules);
    }

    public int getSliceMinRows() {
        return given().number("sliceMinRows").intValue();
    }

    @DataBoundSetter
    public void setSliceMinRows(int sliceMinRows) {
        given().put("sliceMinRows", sliceMinRows);
    }

    public String getSlicePooling() {
        return given().text("slicePooling");
    }

    @DataBoundSetter
    public void setSlicePooling(String slicePooling) {
        given().put("slicePooling", slicePooling);
    }

    public int getMinSamples() {
        return given().number("minSamples").intValue();
    }

    @DataBoundSetter
    public void setMinSamples(int minSamples) {
        given().put("minSamples", minSamples);
    }

    public String getScan() {
        return given().text("scan");
    }

    @DataBoundSetter
    public void setScan(String scan) {
        given().put("scan", scan);
    }

    public List<String> getFormats() {
        return given().lines("formats");
    }

    @DataBoundSetter
    public void setFormats(List<String> formats) {
        given().putLines("formats", formats);
    }

    public List<String> getLicenses() {
        return given().lines("licenses");
    }

    @DataBoundSetter
    public void setLicenses(List<String> licenses) {
        given().putLines("licenses", licenses);
    }

    public String getFirstModel() {
        return given().text("firstModel");
    }

    @DataBoundSetter
    public void setFirstModel(String firstModel) {
        given().put("firstModel", firstModel);
    }

    public String getOnFail() {
        return given().text("onFail");
    }

    @DataBoundSetter
    public void setOnFail(String onFail) {
        given().put("onFail", onFail);
    }

    public List<HypothesisTestParameter> getTests() {
        return given().nested("tests");
    }

    @DataBoundSetter
    public void setTests(List<HypothesisTestParameter> tests) {
        given().putNested("tests", tests);
    }

    /** Its name and form in Pipelines. */
    @Extension
    public static final class DescriptorImpl extends MlStepDescriptor {
        public DescriptorImpl() {
            super(GateSpec.class);
        }
    }
}
