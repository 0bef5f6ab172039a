package io.jenkins.plugins.mlsteps.metrics;

/** Names that tell the step of the metrics beside them and are no metrics themselves. */
final class StepNames {
    private StepNames() {}

    /**
     * Which name counts when several are given: {@code global_step}, then {@code step}, {@code iteration}, {@code epoch}, {@code fold},
     * since the finer count tells points of one epoch apart.
     *
     * @return above 0, larger for the name that counts; 0 for any other name
     */
    static int rank(String name) {
        return switch (name) {
            case "global_step" -> 5;
            case "step" -> 4;
            case "iteration" -> 3;
            case "epoch", "Epoch" -> 2;
            case "fold" -> 1;
            default -> 0;
        };
    }
}
