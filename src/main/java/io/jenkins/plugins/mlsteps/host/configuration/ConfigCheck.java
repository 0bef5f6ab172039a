package io.jenkins.plugins.mlsteps.host.configuration;

import io.jenkins.plugins.mlsteps.spec.BaselineReference;
import io.jenkins.plugins.mlsteps.spec.NearestName;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.administration.Administration;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile;
import io.jenkins.plugins.mlsteps.spec.administration.Credential;
import io.jenkins.plugins.mlsteps.spec.administration.Environment;
import io.jenkins.plugins.mlsteps.spec.administration.Price;
import io.jenkins.plugins.mlsteps.spec.administration.Registry;
import io.jenkins.plugins.mlsteps.spec.administration.RequiredGate;
import io.jenkins.plugins.mlsteps.spec.administration.TargetConfig;
import java.nio.file.Path;
import java.util.List;

/**
 * What keys and types alone do not tell of a configuration: references and combinations.
 *
 * @param place of the configuration, for errors
 */
record ConfigCheck(ConfigPlace place, Administration administration) {
    private static final int HIGHEST_PORT = 65_535;

    void run() {
        administration.environments().forEach(this::environment);
        administration.compute().forEach((name, profile) -> {
            if (profile == null || profile.type() == null) {
                throw wrong("needs a type: local or kubernetes", "compute", name);
            }
            if (profile.objectStorage() != null) {
                objectStorage(name, profile.objectStorage());
            }
        });
        administration.credentials().forEach(this::credential);
        administration.prices().forEach(this::price);
        if (administration.registry() != null) {
            registry(administration.registry());
        }
    }

    private void objectStorage(String profile, ComputeProfile.ObjectStorage storage) {
        if (storage.endpoint() == null || !storage.endpoint().matches("https?://[^/?#]+/?")) {
            throw wrong(
                    "is '" + storage.endpoint() + "', expected is the address of an S3 API such as https://s3.eu-central-1.amazonaws.com",
                    "compute", profile, "objectStorage", "endpoint");
        }
        if (storage.bucket() == null || storage.bucket().isBlank() || storage.bucket().contains("/")) {
            throw wrong("needs the name of a bucket", "compute", profile, "objectStorage", "bucket");
        }
        if (storage.accessKey() == null || storage.secretKey() == null) {
            throw wrong("needs accessKey and secretKey, the ids of two credentials", "compute", profile, "objectStorage");
        }
    }

    private void environment(String name, Environment environment) {
        if (environment == null || environment.target() == null || environment.target().type() == null) {
            throw wrong("needs a target with a type, such as target: { type: local }", "environments", name);
        }
        compute(name, environment.target());
        int port = environment.target().port();
        if (port < 0 || port > HIGHEST_PORT) {
            throw wrong("is " + port + ", expected is a port up to " + HIGHEST_PORT + ", or 0 for a free one", "environments", name, "target", "port");
        }
        new PolicyCheck(place, List.of("environments", name, "policy")).run(environment.policy());
        environment.policy().gates().forEach(gate -> baseline(name, gate));
    }

    private void compute(String environment, TargetConfig target) {
        String compute = target.compute();
        boolean inCluster = target.type().inCluster();
        if (compute == null) {
            if (inCluster) {
                throw wrong(
                        "of type " + target.type() + " needs 'compute', the name of a compute profile of type kubernetes",
                        "environments", environment, "target");
            }
            return;
        }
        if (!administration.compute().containsKey(compute)) {
            String nearest = NearestName.hint(compute, administration.compute().keySet());
            throw wrong(
                    "names '" + compute + "', which 'compute' does not define" + nearest,
                    "environments", environment, "target", "compute");
        }
        ComputeProfile profile = administration.compute().get(compute);
        if (inCluster && profile != null && profile.type() == ComputeProfile.Type.local) {
            throw wrong(
                    "names '" + compute + "', a compute profile of type local; a target of type " + target.type()
                            + " needs one of type kubernetes",
                    "environments", environment, "target", "compute");
        }
    }

    /** A file of the workspace counts for no policy, so what is none of the others is misspelt. */
    private void baseline(String environment, RequiredGate gate) {
        BaselineReference reference;
        try {
            reference = BaselineReference.of(gate.baseline());
        } catch (SpecException e) {
            throw wrong(e.getMessage(), "environments", environment, "policy", "gates");
        }
        if (reference instanceof BaselineReference.Registered && administration.registry() == null) {
            throw wrong(
                    "names '" + gate.baseline() + "' as the baseline of '" + gate.name()
                            + "', but no 'registry' is defined here: one that pipelines choose counts for no policy",
                    "environments", environment, "policy", "gates");
        }
        if (reference instanceof BaselineReference.Named && !administration.environments().containsKey(gate.baseline())) {
            throw wrong(
                    "names '" + gate.baseline() + "' as the baseline of '" + gate.name() + "', which is no environment"
                            + NearestName.hint(gate.baseline(), administration.environments().keySet())
                            + " (nor models:/… or build:…)",
                    "environments", environment, "policy", "gates");
        }
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
        return place.wrong(what, List.of(key));
    }
}
