package io.jenkins.plugins.mlsteps.jenkins.execution;

import io.jenkins.plugins.mlsteps.steps.TuneResult;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** What {@code tuneHyperparams} returns; see {@link TuneResult}. */
public final class TuneAnswer implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final LinkedHashMap<String, Object> params;
    private final double value;
    private final int trial;
    private final int trials;
    private final ArrayList<Map<String, Object>> pareto;

    TuneAnswer(TuneResult result) {
        this.name = result.name();
        this.params = new LinkedHashMap<>(result.params());
        this.value = result.value();
        this.trial = result.trial();
        this.trials = result.trials();
        this.pareto = new ArrayList<>(result.pareto());
    }

    @Whitelisted
    public String getName() {
        return name;
    }

    @Whitelisted
    public Map<String, Object> getParams() {
        return params;
    }

    @Whitelisted
    public double getValue() {
        return value;
    }

    @Whitelisted
    public int getTrial() {
        return trial;
    }

    @Whitelisted
    public int getTrials() {
        return trials;
    }

    /** Empty too in a build that began before there was one. */
    @Whitelisted
    public List<Map<String, Object>> getPareto() {
        return pareto == null ? List.of() : pareto;
    }

    /** What {@code echo} shows of it. */
    @Override
    public String toString() {
        return "tuneHyperparams[name: " + name + ", params: " + params + ", value: " + value + ", trial: " + trial + ", trials: " + trials + ", pareto: " + getPareto()
                + "]";
    }
}
