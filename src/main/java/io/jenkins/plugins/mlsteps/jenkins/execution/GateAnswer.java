package io.jenkins.plugins.mlsteps.jenkins.execution;

import com.fasterxml.jackson.core.type.TypeReference;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.steps.GateResult;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** What {@code evaluateGate} returns; see {@link GateResult}. */
public final class GateAnswer implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final String model;
    private final String digest;
    private final boolean passed;
    private final ArrayList<LinkedHashMap<String, Object>> checks;

    GateAnswer(GateResult result) {
        this.name = result.name();
        this.model = result.model();
        this.digest = result.digest();
        this.passed = result.passed();
        this.checks = Json.mapper().convertValue(result.checks(), new TypeReference<>() {});
    }

    @Whitelisted
    public String getName() {
        return name;
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
    public boolean isPassed() {
        return passed;
    }

    /** Each check as in {@code verdict.json}: rule, passed, observed, required, reason. */
    @Whitelisted
    public List<? extends Map<String, Object>> getChecks() {
        return checks;
    }

    /** What {@code echo} shows of it. */
    @Override
    public String toString() {
        return "evaluateGate[name: " + name + ", model: " + model + ", digest: " + digest + ", passed: " + passed + ", checks: " + checks + "]";
    }
}
