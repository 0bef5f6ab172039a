package io.jenkins.plugins.mlsteps.cli.config;

import io.jenkins.plugins.mlsteps.spec.NearestName;
import io.jenkins.plugins.mlsteps.spec.administration.Administration;
import io.jenkins.plugins.mlsteps.spec.administration.Credential;
import io.jenkins.plugins.mlsteps.spec.administration.Environment;
import io.jenkins.plugins.mlsteps.spec.administration.Policy.FreezeWindow;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;

/** What keys and types alone do not tell of a configuration: references, combinations, times. */
record ConfigCheck(Path file, Administration administration) {
    void run() {
        administration.environments().forEach(this::environment);
        administration.compute().forEach((name, profile) -> {
            if (profile == null || profile.type() == null) {
                throw wrong("compute." + name, "needs a type: local or kubernetes");
            }
        });
        administration.credentials().forEach(this::credential);
    }

    private void environment(String name, Environment environment) {
        String where = "environments." + name;
        if (environment == null || environment.target() == null || environment.target().type() == null) {
            throw wrong(where, "needs a target with a type, such as target: { type: local }");
        }
        String compute = environment.target().compute();
        if (compute != null && !administration.compute().containsKey(compute)) {
            throw wrong(where + ".target.compute", "names '" + compute + "', which 'compute' does not define"
                    + NearestName.hint(compute, administration.compute().keySet()));
        }
        environment.policy().freeze().forEach(window -> freeze(where + ".policy.freeze", window));
    }

    private void freeze(String where, FreezeWindow window) {
        try {
            LocalTime.parse(String.valueOf(window.from()));
            LocalTime.parse(String.valueOf(window.to()));
            ZoneId.of(window.zone() == null ? "UTC" : window.zone());
        } catch (DateTimeException e) {
            throw wrong(where, "needs from and to as HH:mm and an IANA time zone: " + e.getMessage());
        }
    }

    private void credential(String id, Credential credential) {
        if (credential == null || (credential.env() == null) == (credential.file() == null)) {
            throw wrong("credentials." + id, "needs either env, an environment variable, or file, a path");
        }
    }

    private ConfigException wrong(String where, String what) {
        return new ConfigException(file + ": '" + where + "' " + what);
    }
}
