package io.jenkins.plugins.mlsteps.host.configuration;

import io.jenkins.plugins.mlsteps.spec.NearestName;
import io.jenkins.plugins.mlsteps.spec.administration.Policy;
import io.jenkins.plugins.mlsteps.spec.administration.RequiredGate;
import io.jenkins.plugins.mlsteps.spec.administration.Policy.FreezeWindow;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * What keys and types alone do not tell of a policy.
 *
 * @param place of the configuration, for errors
 * @param path of the policy in it
 */
record PolicyCheck(ConfigPlace place, List<String> path) {
    void run(Policy policy) {
        String first = policy.firstModel();
        if (first != null && !Policy.FIRST_MODEL.contains(first)) {
            throw wrong(
                    "is '" + first + "', allowed is " + String.join(" | ", Policy.FIRST_MODEL)
                            + NearestName.hint(first, Policy.FIRST_MODEL),
                    "firstModel");
        }
        hours("maxAgeHours", policy.maxAgeHours());
        hours("overrideHours", policy.overrideHours());
        if (policy.approvals().count() < 0) {
            throw wrong(
                    "is " + policy.approvals().count() + ", expected is how many people must agree, 0 or more",
                    "approvals", "count");
        }
        policy.gates().forEach(this::gate);
        policy.freeze().forEach(this::freeze);
    }

    private void gate(RequiredGate gate) {
        if (gate == null || gate.name() == null || gate.name().isBlank()) {
            throw wrong("needs the name of each gate, such as gates: [{ name: quality, rules: ['auc >= 0.9'] }]", "gates");
        }
        if (gate.rules().stream().anyMatch(String::isBlank)) {
            throw wrong("has an empty rule for '" + gate.name() + "'", "gates");
        }
    }

    private void hours(String key, Double hours) {
        if (hours != null && !(hours > 0)) {
            throw wrong("is " + hours + ", expected are hours, more than 0", key);
        }
    }

    private void freeze(FreezeWindow window) {
        if (window.days() == null || window.days().isEmpty()) {
            throw wrong("needs days, such as days: [FRI, SAT]", "freeze");
        }
        try {
            LocalTime.parse(String.valueOf(window.from()));
            LocalTime.parse(String.valueOf(window.to()));
            ZoneId.of(String.valueOf(window.zone()));
        } catch (DateTimeException e) {
            throw wrong("needs from and to as HH:mm and an IANA time zone: " + e.getMessage(), "freeze");
        }
    }

    private ConfigException wrong(String what, String... key) {
        List<String> full = new ArrayList<>(path);
        full.addAll(List.of(key));
        return place.wrong(what, full);
    }
}
