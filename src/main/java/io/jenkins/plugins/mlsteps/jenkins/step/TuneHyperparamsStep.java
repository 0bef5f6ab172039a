package io.jenkins.plugins.mlsteps.jenkins.step;

import hudson.Extension;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import java.util.List;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code tuneHyperparams}: see {@link TuneSpec}. */
public class TuneHyperparamsStep extends TrainingStep {
    @DataBoundConstructor
    public TuneHyperparamsStep(String name) {
        super(TuneSpec.class, name);
    }

    public String getObjective() {
        return given().text("objective");
    }

    @DataBoundSetter
    public void setObjective(String objective) {
        given().put("objective", objective);
    }

    public String getDirection() {
        return given().text("direction");
    }

    @DataBoundSetter
    public void setDirection(String direction) {
        given().put("direction", direction);
    }

    public String getAlgorithm() {
        return given().text("algorithm");
    }

    @DataBoundSetter
    public void setAlgorithm(String algorithm) {
        given().put("algorithm", algorithm);
    }

    public int getTrials() {
        return given().number("trials").intValue();
    }

    @DataBoundSetter
    public void setTrials(int trials) {
        given().put("trials", trials);
    }

    public int getParallel() {
        return given().number("parallel").intValue();
    }

    @DataBoundSetter
    public void setParallel(int parallel) {
        given().put("parallel", parallel);
    }

    public String getPruner() {
        return given().text("pruner");
    }

    @DataBoundSetter
    public void setPruner(String pruner) {
        given().put("pruner", pruner);
    }

    public List<String> getConstraints() {
        return given().lines("constraints");
    }

    @DataBoundSetter
    public void setConstraints(List<String> constraints) {
        given().putLines("constraints", constraints);
    }

    public List<String> getEnqueue() {
        return given().lines("enqueue");
    }

    @DataBoundSetter
    public void setEnqueue(List<String> enqueue) {
        given().putLines("enqueue", enqueue);
    }

    public List<String> getWarmStart() {
        return given().lines("warmStart");
    }

    @DataBoundSetter
    public void setWarmStart(List<String> warmStart) {
        given().putLines("warmStart", warmStart);
    }

    public List<String> getObjectives() {
        return given().lines("objectives");
    }

    @DataBoundSetter
    public void setObjectives(List<String> objectives) {
        given().putLines("objectives", objectives);
    }

    public List<String> getDirections() {
        return given().lines("directions");
    }

    @DataBoundSetter
    public void setDirections(List<String> directions) {
        given().putLines("directions", directions);
    }

    public int getRepeats() {
        return given().number("repeats").intValue();
    }

    @DataBoundSetter
    public void setRepeats(int repeats) {
        given().put("repeats", repeats);
    }

    public double getMaxMinutes() {
        return given().number("maxMinutes").doubleValue();
    }

    @DataBoundSetter
    public void setMaxMinutes(double maxMinutes) {
        given().put("maxMinutes", maxMinutes);
    }

    public int getNoImprovement() {
        return given().number("noImprovement").intValue();
    }

    @DataBoundSetter
    public void setNoImprovement(int noImprovement) {
        given().put("noImprovement", noImprovement);
    }

    public Double getTargetValue() {
        return (Double) given().value("targetValue");
    }

    @DataBoundSetter
    public void setTargetValue(Double targetValue) {
        given().put("targetValue", targetValue);
    }

    public double getMinRegret() {
        return given().number("minRegret").doubleValue();
    }

    @DataBoundSetter
    public void setMinRegret(double minRegret) {
        given().put("minRegret", minRegret);
    }

    public String getEngine() {
        return given().text("engine");
    }

    @DataBoundSetter
    public void setEngine(String engine) {
        given().put("engine", engine);
    }

    public String getLabel() {
        return given().text("label");
    }

    @DataBoundSetter
    public void setLabel(String label) {
        given().put("label", label);
    }

    public List<DimensionParameter> getSpace() {
        return given().nested("space");
    }

    @DataBoundSetter
    public void setSpace(List<DimensionParameter> space) {
        given().putNested("space", space);
    }

    /** Its name and form in Pipelines. */
    @Extension
    public static final class DescriptorImpl extends MlStepDescriptor {
        public DescriptorImpl() {
            super(TuneSpec.class);
        }
    }
}
