package io.jenkins.plugins.mlsteps.gate.rule;

import io.jenkins.plugins.mlsteps.gate.measure.MetricNames;
import io.jenkins.plugins.mlsteps.spec.NearestName;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Refuses a rule that speaks of something that does not exist, with the name its author probably meant. */
final class KnownNames {
    private static final int SHOWN = 30;
    private static final Set<String> ROOTS =
            Set.of(Vocabulary.METRICS, Vocabulary.BASELINE, Vocabulary.SLICES, Vocabulary.OVERALL);

    private final String rule;
    private final Vocabulary vocabulary;

    KnownNames(String rule, Vocabulary vocabulary) {
        this.rule = rule;
        this.vocabulary = vocabulary;
    }

    void check(References references) throws RuleException {
        if (references.isEmpty()) {
            throw new RuleException("rule '" + rule + "' names no metric, so it says nothing about the model");
        }
        for (String name : references.free()) {
            if (!ROOTS.contains(name)) {
                plain(name);
            }
        }
        notEmpty(references, Vocabulary.METRICS, vocabulary.metrics(), "the model has no metrics");
        notEmpty(references, Vocabulary.BASELINE, vocabulary.baseline(), "the baseline has no metrics");
        notEmpty(references, Vocabulary.SLICES, vocabulary.slices(), "no slice is judged");
        keys(references.metrics(), vocabulary.metrics().keySet(), "a metric of the model");
        keys(references.baseline(), vocabulary.baseline().keySet(), "a metric of the baseline");
        keys(references.slices(), vocabulary.slices().keySet(), "a slice that is judged");
    }

    /** A condition for all members of nothing would pass. */
    private void notEmpty(References references, String root, Map<String, ?> members, String otherwise) throws RuleException {
        if (references.free().contains(root) && members.isEmpty()) {
            throw new RuleException("rule '" + rule + "' speaks of " + root + ", but " + otherwise);
        }
    }

    private void plain(String name) throws RuleException {
        Set<String> known = vocabulary.metrics().keySet();
        if (known.contains(name) && Vocabulary.isPlain(name)) {
            return;
        }
        for (String metric : known) {
            if (!Vocabulary.isPlain(metric) && metric.startsWith(name) && rule.contains(metric)) {
                throw new RuleException("rule '" + rule + "' must write the metric '" + metric + "' as "
                        + Vocabulary.written(metric) + ", because '" + metric + "' reads as an expression");
            }
        }
        throw unknown(name, known, "a metric of the model");
    }

    private void keys(Set<String> named, Set<String> known, String kind) throws RuleException {
        for (String name : named) {
            if (!known.contains(name)) {
                throw unknown(name, known, kind);
            }
        }
    }

    private RuleException unknown(String name, Collection<String> known, String kind) {
        return new RuleException("rule '" + rule + "' names '" + name + "', which is not " + kind
                + (MetricNames.isMeasured(name) ? " (the gate measures it from predictions that have what it takes)" : "")
                + NearestName.hint(name, known) + " (known: " + shown(known) + ")");
    }

    private static String shown(Collection<String> known) {
        if (known.isEmpty()) {
            return "none";
        }
        String first = String.join(", ", new TreeSet<>(known).stream().limit(SHOWN).toList());
        return known.size() > SHOWN ? first + ", … " + (known.size() - SHOWN) + " more" : first;
    }
}
