package io.jenkins.plugins.mlsteps.tune;

import io.jenkins.plugins.mlsteps.record.SourceRevision;
import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.spec.Binder;
import io.jenkins.plugins.mlsteps.spec.Dimension;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Specs as an author would write them, and studies of them. */
final class Specs {
    static final List<Dimension> SPACE = List.of(
            new Dimension.LogUniform("lr", 1e-5, 1e-1),
            new Dimension.IntRange("depth", 2, 10, 1, false),
            new Dimension.Choice("opt", List.of("adam", "sgd")));

    private Specs() {}

    /** The defaults, with some parameters given: name, value, name, value… */
    static TuneSpec spec(Object... given) {
        Map<String, Object> parameters = new HashMap<>(Map.of("name", "churn", "command", "true", "space", SPACE));
        for (int i = 0; i < given.length; i += 2) {
            parameters.put((String) given[i], given[i + 1]);
        }
        if (!parameters.containsKey("objectives")) {
            parameters.putIfAbsent("objective", "auc");
            parameters.putIfAbsent("direction", "maximize");
        }
        return Binder.bind(TuneSpec.class, parameters);
    }

    static Study open(Path directory, TuneSpec spec) throws IOException {
        return Study.open(directory, spec, SourceRevision.unknown(), Clock.systemUTC());
    }

    static Trial next(Study study) throws IOException {
        List<Trial> asked = study.ask(1);
        return asked.isEmpty() ? null : asked.get(0);
    }

    static double quality(Trial trial) {
        double lr = Math.log10((Double) trial.params().get("lr")) + 3;
        return 1 - 0.05 * lr * lr + ("adam".equals(trial.params().get("opt")) ? 0.1 : 0);
    }

    static void complete(Study study, int number, double value) {
        try {
            study.tell(number, Trial.State.COMPLETE, value, Map.of("auc", value), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
