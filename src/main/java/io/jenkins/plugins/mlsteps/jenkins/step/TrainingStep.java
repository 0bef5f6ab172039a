package io.jenkins.plugins.mlsteps.jenkins.step;

import java.util.List;
import java.util.Map;
import org.kohsuke.stapler.DataBoundSetter;

/** The parameters of a training, which a model and every trial of a study have alike. */
public abstract class TrainingStep extends MlStep {
    protected TrainingStep(Class<? extends Record> spec, String name) {
        super(spec, name);
    }

    public String getCommand() {
        return given().text("command");
    }

    @DataBoundSetter
    public void setCommand(String command) {
        given().put("command", command);
    }

    public String getData() {
        return given().text("data");
    }

    @DataBoundSetter
    public void setData(String data) {
        given().put("data", data);
    }

    public String getTarget() {
        return given().text("target");
    }

    @DataBoundSetter
    public void setTarget(String target) {
        given().put("target", target);
    }

    public String getTask() {
        return given().text("task");
    }

    @DataBoundSetter
    public void setTask(String task) {
        given().put("task", task);
    }

    public List<String> getCandidates() {
        return given().lines("candidates");
    }

    @DataBoundSetter
    public void setCandidates(List<String> candidates) {
        given().putLines("candidates", candidates);
    }

    public double getBudgetMinutes() {
        return given().number("budgetMinutes").doubleValue();
    }

    @DataBoundSetter
    public void setBudgetMinutes(double budgetMinutes) {
        given().put("budgetMinutes", budgetMinutes);
    }

    /** Paths or globs, one a line: a single one is a text in a Pipeline, several may be a list. */
    public String getMetrics() {
        List<String> files = given().lines("metrics");
        return files.isEmpty() ? null : String.join("\n", files);
    }

    @DataBoundSetter
    public void setMetrics(String metrics) {
        given().putLines("metrics", metrics == null ? null : List.of(metrics));
    }

    public String getModel() {
        return given().text("model");
    }

    @DataBoundSetter
    public void setModel(String model) {
        given().put("model", model);
    }

    public String getCheckpoint() {
        return given().text("checkpoint");
    }

    @DataBoundSetter
    public void setCheckpoint(String checkpoint) {
        given().put("checkpoint", checkpoint);
    }

    public int getRetries() {
        return given().number("retries").intValue();
    }

    @DataBoundSetter
    public void setRetries(int retries) {
        given().put("retries", retries);
    }

    public double getTimeoutMinutes() {
        return given().number("timeoutMinutes").doubleValue();
    }

    @DataBoundSetter
    public void setTimeoutMinutes(double timeoutMinutes) {
        given().put("timeoutMinutes", timeoutMinutes);
    }

    public List<String> getUpload() {
        return given().lines("upload");
    }

    @DataBoundSetter
    public void setUpload(List<String> upload) {
        given().putLines("upload", upload);
    }

    public Map<String, String> getEnv() {
        return given().map("env");
    }

    @DataBoundSetter
    public void setEnv(Map<String, String> env) {
        given().put("env", env);
    }

    public Map<String, Object> getParams() {
        return given().map("params");
    }

    @DataBoundSetter
    public void setParams(Map<String, Object> params) {
        given().put("params", params);
    }

    public String getCompute() {
        return given().text("compute");
    }

    @DataBoundSetter
    public void setCompute(String compute) {
        given().put("compute", compute);
    }

    public String getImage() {
        return given().text("image");
    }

    @DataBoundSetter
    public void setImage(String image) {
        given().put("image", image);
    }

    public int getGpu() {
        return given().number("gpu").intValue();
    }

    @DataBoundSetter
    public void setGpu(int gpu) {
        given().put("gpu", gpu);
    }

    public String getGpuType() {
        return given().text("gpuType");
    }

    @DataBoundSetter
    public void setGpuType(String gpuType) {
        given().put("gpuType", gpuType);
    }

    public String getCpu() {
        return given().text("cpu");
    }

    @DataBoundSetter
    public void setCpu(String cpu) {
        given().put("cpu", cpu);
    }

    public String getMemory() {
        return given().text("memory");
    }

    @DataBoundSetter
    public void setMemory(String memory) {
        given().put("memory", memory);
    }

    public boolean isSpot() {
        return given().flag("spot");
    }

    @DataBoundSetter
    public void setSpot(boolean spot) {
        given().put("spot", spot);
    }

    public String getPodOverrides() {
        return given().text("podOverrides");
    }

    @DataBoundSetter
    public void setPodOverrides(String podOverrides) {
        given().put("podOverrides", podOverrides);
    }

    public long getSeed() {
        return given().number("seed").longValue();
    }

    @DataBoundSetter
    public void setSeed(long seed) {
        given().put("seed", seed);
    }
}
