package io.jenkins.plugins.mlsteps.deploy.local;

import io.jenkins.plugins.mlsteps.deploy.CurrentRevision;
import io.jenkins.plugins.mlsteps.model.ModelSnapshot;
import io.jenkins.plugins.mlsteps.record.TrainRecord;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the local endpoints of an environment serve now. To be asked on the machine that owns the workspace. */
public record CurrentModels(LocalStore store) {
    public static CurrentModels standard() {
        return new CurrentModels(LocalStore.standard());
    }

    /**
     * The model an environment serves under this name; empty when it serves none. One that is stopped counts as long as it is the only
     * one.
     *
     * @param model name of the trained model
     * @throws SpecException when several endpoints of the environment run a model of that name, or several do not run and none does
     * @throws IOException when a record of the revision cannot be read
     */
    public Optional<CurrentModel> find(String environment, String model) throws IOException {
        List<EndpointDirectory> found = new ArrayList<>();
        for (EndpointDirectory endpoint : store.all()) {
            boolean serves = endpoint.environment().equals(environment)
                    && endpoint.current().filter(it -> it.model().equals(model)).isPresent();
            if (serves) {
                found.add(endpoint);
            }
        }
        if (found.size() > 1) {
            found.removeAll(stopped(found));
        }
        if (found.size() > 1) {
            throw new SpecException("several endpoints of environment '" + environment + "' serve a model '" + model
                    + "': " + String.join(", ", found.stream().map(EndpointDirectory::name).toList())
                    + "; stop all but one, or name the baseline's record file");
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(describe(found.get(0)));
    }

    private static List<EndpointDirectory> stopped(List<EndpointDirectory> endpoints) throws IOException {
        List<EndpointDirectory> stopped = new ArrayList<>();
        for (EndpointDirectory endpoint : endpoints) {
            if (endpoint.runningServer().isEmpty()) {
                stopped.add(endpoint);
            }
        }
        return stopped;
    }

    private static CurrentModel describe(EndpointDirectory endpoint) throws IOException {
        CurrentRevision current = endpoint.current().orElseThrow();
        ModelSnapshot revision = new ModelSnapshot(endpoint.revision(current.revision()));
        Map<String, Double> metrics = revision.training().map(TrainRecord::metrics).orElse(Map.of());
        String reference = endpoint.environment() + "/" + endpoint.name() + " revision " + current.revision();
        return new CurrentModel(
                new Verdict.Baseline(reference, current.digest(), metrics),
                revision.predictions().map(Path::toString).orElse(null));
    }
}
