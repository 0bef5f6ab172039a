package io.jenkins.plugins.mlsteps.automl.search;

import io.jenkins.plugins.mlsteps.automl.learn.Family;
import io.jenkins.plugins.mlsteps.automl.score.Scores;
import io.jenkins.plugins.mlsteps.automl.table.Table;
import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.tune.OpenStudy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Looks for the best candidate: every family with its defaults first, then what the tuner suggests, until the budget is spent or
 * candidates stop getting better. How many fit into the budget depends on the machine; the order in which they are tried does not.
 */
public final class Search {
    /** Candidates in a row without a worthwhile gain, after which more are unlikely to help. */
    private static final int PATIENCE = 12;

    /** Share of the score by which a candidate has to be better to count. */
    private static final double WORTHWHILE = 0.002;

    private final List<Family> families;
    private final long seed;
    private final CrossValidation validation;
    private final String objective;
    private final List<Contender> judged = new ArrayList<>();

    /**
     * @param families to try, at least one
     * @param rows of the table that may be used
     */
    public Search(Table table, int[] rows, List<Family> families, long seed) {
        this.families = families;
        this.seed = seed;
        this.validation = new CrossValidation(table, rows, seed);
        this.objective = Scores.objective(table.outcome());
    }

    /**
     * @param budget after which no fold is begun, but for the families' defaults
     * @param watcher sees each candidate when it is judged
     * @return the candidates: the {@link Selection selected} one, then the others, best first
     */
    public List<Contender> run(Duration budget, Consumer<Contender> watcher) {
        long deadline = System.nanoTime() + budget.toNanos();
        for (Family family : families) {
            watcher.accept(judge(Map.of(Contender.FAMILY, family.word())));
        }
        OpenStudy study = new OpenStudy(CandidateSpace.of(families), "minimize", "tpe", seed);
        int sinceBest = 0;
        BooleanSupplier late = () -> System.nanoTime() >= deadline;
        while (!late.getAsBoolean() && sinceBest < PATIENCE) {
            OpenStudy.Suggestion suggestion = study.ask(1).get(0);
            double before = best();
            Optional<Contender> contender = judge(suggestion.params(), late);
            if (contender.isEmpty()) {
                break;
            }
            double score = contender.get().score();
            study.tell(suggestion.number(), Trial.State.COMPLETE, score);
            watcher.accept(contender.get());
            sinceBest = score < before * (1 - WORTHWHILE) ? 0 : sinceBest + 1;
        }
        return Selection.first(judged);
    }

    /** Cross-validates one candidate. */
    public Contender judge(Map<String, Object> params) {
        return judge(params, () -> false).orElseThrow();
    }

    private Optional<Contender> judge(Map<String, Object> params, BooleanSupplier late) {
        long start = System.nanoTime();
        Family family = Contender.family(params, families);
        Map<String, Object> own = Contender.withoutFamily(params);
        Optional<Contender> contender = validation
                .judge(family.learner(own), seed, late)
                .map(folds -> Contender.of(family, own, objective, folds, (System.nanoTime() - start) / 1e9));
        contender.ifPresent(judged::add);
        return contender;
    }

    private double best() {
        return judged.stream().mapToDouble(Contender::score).min().orElse(Double.POSITIVE_INFINITY);
    }
}
