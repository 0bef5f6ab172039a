package io.jenkins.plugins.mlsteps.report.ledger;

import io.jenkins.plugins.mlsteps.record.StudyRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The part of {@code study.json} that is shown. Unlike the record itself it accepts any spec, so that a study which a
 * newer or older version wrote is still drawn.
 */
record StudyFile(Map<String, Double> importance, String stopped, StudyRecord.Usage usage, Spec spec) {
    StudyFile {
        importance = importance == null ? Map.of() : importance;
        spec = spec == null ? Spec.unknown() : spec;
    }

    static StudyFile unknown() {
        return new StudyFile(null, null, null, null);
    }

    /** What the author asked for. */
    record Spec(
            String objective,
            String direction,
            List<String> objectives,
            List<String> directions,
            String algorithm,
            String pruner,
            int trials,
            int repeats,
            List<Dimension> space) {
        Spec {
            repeats = Math.max(1, repeats);
            objectives = objectives == null ? List.of() : objectives;
            directions = directions == null ? List.of() : directions;
            space = space == null ? List.of() : space;
        }

        static Spec unknown() {
            return new Spec("objective", "maximize", null, null, null, null, 0, 1, null);
        }

        List<Study.Objective> objectiveList() {
            if (objectives.isEmpty()) {
                return List.of(new Study.Objective(objective == null ? "objective" : objective, maximizes(direction)));
            }
            List<Study.Objective> list = new ArrayList<>();
            for (int i = 0; i < objectives.size(); i++) {
                list.add(new Study.Objective(
                        objectives.get(i), maximizes(i < directions.size() ? directions.get(i) : direction)));
            }
            return list;
        }

        private static boolean maximizes(String direction) {
            return !"minimize".equals(direction);
        }
    }

    /** A parameter of the search space. */
    record Dimension(String type, String name, boolean log, List<Object> values) {
        Dimension {
            name = name == null ? "" : name;
            values = values == null ? List.of() : values;
        }

        boolean isLogarithmic() {
            return log || "logUniform".equals(type);
        }
    }
}
