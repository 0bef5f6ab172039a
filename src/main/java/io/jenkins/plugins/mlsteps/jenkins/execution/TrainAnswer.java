package io.jenkins.plugins.mlsteps.jenkins.execution;

import io.jenkins.plugins.mlsteps.steps.TrainResult;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** What {@code trainModel} returns; see {@link TrainResult}. */
public final class TrainAnswer implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final LinkedHashMap<String, Double> metrics;
    private final String model;
    private final String digest;
    private final String predictions;
    private final double seconds;

    TrainAnswer(TrainResult result) {
        this.name = result.name();
        this.metrics = new LinkedHashMap<>(result.metrics());
        this.model = result.model();
        this.digest = result.digest();
        this.predictions = result.predictions();
        this.seconds = result.seconds();
    }

    @Whitelisted
    public String getName() {
        return name;
    }

    @Whitelisted
    public Map<String, Double> getMetrics() {
        return metrics;
    }

    @Whitelisted
    public String getModel() {
        return model;
    }

    @Whitelisted
    public String getDigest() {
        return digest;
    }

    @Whitelisted
    public String getPredictions() {
        return predictions;
    }

    @Whitelisted
    public double getSeconds() {
        return seconds;
    }

    /** What {@code echo} shows of it. */
    @Override
    public String toString() {
        return "trainModel[name: " + name + ", metrics: " + metrics + ", model: " + model + ", digest: " + digest + ", predictions: " + predictions + ", seconds: " + seconds + "]";
    }
}
