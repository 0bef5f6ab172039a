package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.gate.Comparison;
import io.jenkins.plugins.mlsteps.host.Host;
import io.jenkins.plugins.mlsteps.model.registry.RegisteredModel;
import io.jenkins.plugins.mlsteps.model.registry.RegistryAccess;
import io.jenkins.plugins.mlsteps.record.IoFailure;
import io.jenkins.plugins.mlsteps.spec.BaselineReference.Registered;
import io.jenkins.plugins.mlsteps.spec.GateSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A version of a registered model.
 *
 * @param access null for the registry in the home directory of the machine that owns the workspace
 */
record RegisteredBaseline(GateSpec spec, Registered reference, RegistryAccess access) implements BaselineSource {
    static BaselineSource of(Host host, GateSpec spec, Registered reference) {
        try {
            return new RegisteredBaseline(spec, reference, Registries.access(host).orElse(null));
        } catch (IOException e) {
            return new Useless(reference.text(), IoFailure.sentence(e));
        }
    }

    @Override
    public Comparison find(Path workspace) throws IOException, InterruptedException {
        RegistryAccess registry = access != null ? access : Registries.ofThisMachine();
        Optional<RegisteredModel> found = registry.registry().find(reference, BaselineDirectory.of(workspace, spec));
        return found.isPresent()
                ? known(found.get(), workspace)
                : new Comparison.FirstModel(reference.text(), null);
    }

    private Comparison known(RegisteredModel model, Path workspace) {
        Path predictions =
                spec.baselinePredictions() != null ? workspace.resolve(spec.baselinePredictions()) : model.predictions();
        String title = reference.alias() == null ? reference.text() : reference.text() + " (version " + model.version() + ")";
        return new Comparison.Known(title, model.digest(), model.metrics(), predictions);
    }
}
