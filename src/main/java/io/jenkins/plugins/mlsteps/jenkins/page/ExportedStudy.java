package io.jenkins.plugins.mlsteps.jenkins.page;

import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.report.ledger.Study;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * A study, for machines.
 *
 * @param trials number of trials that were started
 * @param states how many trials are in each state
 * @param best number of the best trial; null until one is complete
 */
@ExportedBean(defaultVisibility = 2)
@Restricted(NoExternalUse.class)
public record ExportedStudy(
        @Exported String name,
        @Exported String objective,
        @Exported int trials,
        @Exported Map<String, Integer> states,
        @Exported Integer best,
        @Exported Double bestValue,
        @Exported Map<String, Object> bestParams) {
    static ExportedStudy of(Study study) {
        Map<String, Integer> states = new TreeMap<>();
        study.trials().forEach(trial -> states.merge(trial.state().name(), 1, Integer::sum));
        return new ExportedStudy(
                study.name(),
                study.objective().metric(),
                study.trials().size(),
                states,
                study.best().map(Trial::number).orElse(null),
                study.best().map(best -> study.value(best).getAsDouble()).orElse(null),
                study.best().<Map<String, Object>>map(best -> new TreeMap<>(best.params())).orElse(Map.of()));
    }
}
