package io.jenkins.plugins.mlsteps.host.configuration;

import io.jenkins.plugins.mlsteps.spec.NearestName;
import io.jenkins.plugins.mlsteps.spec.administration.Administration;
import io.jenkins.plugins.mlsteps.spec.administration.Credential;
import io.jenkins.plugins.mlsteps.spec.administration.Environment;
import io.jenkins.plugins.mlsteps.spec.administration.Policy;
import io.jenkins.plugins.mlsteps.spec.administration.Policy.FreezeWindow;
import io.jenkins.plugins.mlsteps.spec.administration.Price;
import io.jenkins.plugins.mlsteps.spec.administration.Registry;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/**
 * What keys and types alone do not tell of a configuration: references, combinations, times.
 *
 * @param name of the configuration, for errors
 */
record ConfigCheck(String name, KeyLines lines, Administration administration) {
    void run() {
        administration.environments().forEach(this::environment);
        administration.compute().forEach((name, profile) -> {
            if (profile == null || profile.type() == null) {
                throw wrong("needs a type: local or kubernetes", "compute", name);
            }
        });
        administration.credentials().forEach(this::credential);
        administration.prices().forEach(this::price);
        if (administration.registry() != null) {
            registry(administration.registry());
        }
    }

    private void environment(String name, Environment environment) {
        if (environment == null || environment.target() == null || environment.target().type() == null) {
            throw wrong("needs a target with a type, such as target: { type: local }", "environments", name);
        }
        String compute = environment.target().compute();
        if (compute != null && !administration.compute().containsKey(compute)) {
            String nearest = NearestName.hint(compute, administration.compute().keySet());
            throw wrong(
                    "names '" + compute + "', which 'compute' does not define" + nearest,
                    "environments", name, "target", "compute");
        }
        policy(name, environment.policy());
    }

    private void policy(String environment, Policy policy) {
        String first = policy.firstModel();
        if (first != null && !Policy.FIRST_MODEL.contains(first)) {
            throw wrong(
                    "is '" + first + "', allowed is " + String.join(" | ", Policy.FIRST_MODEL)
                            + NearestName.hint(first, Policy.FIRST_MODEL),
                    "environments", environment, "policy", "firstModel");
        }
        hours(environment, "maxAgeHours", policy.maxAgeHours());
        hours(environment, "overrideHours", policy.overrideHours());
        if (policy.approvals().count() < 0) {
            throw wrong(
                    "is " + policy.approvals().count() + ", expected is how many people must agree, 0 or more",
                    "environments", environment, "policy", "approvals", "count");
        }
        for (FreezeWindow window : policy.freeze()) {
            freeze(environment, window);
        }
    }

    private void hours(String environment, String key, Double hours) {
        if (hours != null && !(hours > 0)) {
            throw wrong("is " + hours + ", expected are hours, more than 0", "environments", environment, "policy", key);
        }
    }

    private void freeze(String environment, FreezeWindow window) {
        if (window.days() == null || window.days().isEmpty()) {
            throw freezeIsWrong("needs days, such as days: [FRI, SAT]", environment);
        }
        try {
            LocalTime.parse(String.valueOf(window.from()));
            LocalTime.parse(String.valueOf(window.to()));
            ZoneId.of(String.valueOf(window.zone()));
        } catch (DateTimeException e) {
            throw freezeIsWrong("needs from and to as HH:mm and an IANA time zone: " + e.getMessage(), environment);
        }
    }

    private ConfigException freezeIsWrong(String what, String environment) {
        return wrong(what, "environments", environment, "policy", "freeze");
    }

    private void credential(String id, Credential credential) {
        if (credential == null || (credential.env() == null) == (credential.file() == null)) {
            throw wrong("needs either env, an environment variable, or file, a path", "credentials", id);
        }
    }

    private void price(String profile, Price price) {
        if (!profile.equals(Price.LOCAL) && !administration.compute().containsKey(profile)) {
            throw wrong(
                    "is the price of no compute profile"
                            + NearestName.hint(profile, administration.compute().keySet()) + " (local is what runs without one)",
                    "prices", profile);
        }
        if (price == null || !(price.hour() >= 0) || !(price.gpuHour() >= 0)) {
            throw wrong("needs hour or gpuHour, 0 or more", "prices", profile);
        }
    }

    private void registry(Registry registry) {
        String uri = registry.uri();
        if (uri == null || !uri.matches("https?://[^/].*") && !Path.of(uri).isAbsolute()) {
            throw wrong(
                    "is '" + uri + "', expected is https://… of an MLflow tracking server or an absolute directory",
                    "registry", "uri");
        }
        if (registry.username() != null && registry.credential() == null) {
            throw wrong("needs a credential, the id of the password", "registry", "username");
        }
    }

    private ConfigException wrong(String what, String... key) {
        List<String> path = List.of(key);
        return new ConfigException(name + ":" + lines.of(path) + ": '" + String.join(".", path) + "' " + what);
    }
}
