package io.jenkins.plugins.mlsteps.spec;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a model is trained, whether once ({@link TrainSpec}) or in each trial of a study ({@link TuneSpec}): by a command, by
 * the built-in trainer on a table, or by the author's own steps.
 */
public record Training(
        @Parameter("Shell command that trains; a non-zero exit fails the step.") String command,
        @Parameter("Data set. With a target: a CSV file for the built-in trainer. Otherwise a file or directory whose"
                        + " digest is recorded.")
                String data,
        @Parameter("Column to predict; makes the built-in trainer train on 'data'.") String target,
        @Parameter(
                        value = "What the built-in trainer learns; auto looks at the target.",
                        defaultValue = AUTO,
                        allowed = {AUTO, "classification", "regression"})
                String task,
        @Parameter(
                        value = "Model families the built-in trainer tries; all when empty.",
                        allowed = {"linear", "randomForest", "gradientBoosting"})
                List<String> candidates,
        @Parameter(value = "Minutes the built-in trainer may search.", defaultValue = "1", min = 0.01)
                double budgetMinutes,
        @Parameter("Files with metrics: JSON, JSON lines, CSV or TensorBoard events; paths or globs in the workspace.")
                List<String> metrics,
        @Parameter("Model file or directory that training leaves in the workspace.") String model,
        @Parameter("Directory where training leaves checkpoints; kept between retries.") String checkpoint,
        @Parameter(value = "How often a failed run is started again.", defaultValue = "0", min = 0, max = 100)
                int retries,
        @Parameter(value = "Minutes until the run is stopped with all its processes; 0 means no limit.", defaultValue = "0", min = 0)
                double timeoutMinutes,
        @Parameter("Workspace files to send to a workload that runs elsewhere; globs.") List<String> upload,
        @Parameter("Environment variables for the training.") Map<String, String> env,
        @Parameter("Parameters for the training, seen as ML_PARAMS, ML_PARAM_<NAME> and ${name} in the command.")
                Map<String, Object> params,
        @Embedded Resources resources)
        implements Serializable {
    private static final String AUTO = "auto";
    private static final double ONE_MINUTE = 1;

    public Training {
        if (command != null && target != null) {
            throw new SpecException("both 'command' and 'target' are given: choose a command or the built-in trainer");
        }
        if (target != null && data == null) {
            throw new SpecException("parameter 'target' needs 'data', the CSV file that has the column");
        }
        if (params != null) {
            ParameterVariable.requireDistinct("parameter 'params'", params.keySet());
        }
    }

    /** How the training runs. */
    public enum Form {
        COMMAND,
        NO_CODE,
        BODY
    }

    public Form form() {
        if (command != null) {
            return Form.COMMAND;
        }
        return target != null ? Form.NO_CODE : Form.BODY;
    }

    /**
     * @throws SpecException unless the author gave exactly one of a command, a target or a body; or where there is no target, but
     *     something only the built-in trainer looks at
     */
    public void requireForm(String word, boolean hasBody) {
        if (hasBody && form() != Form.BODY) {
            throw new SpecException(word + ": a body and '" + (command != null ? "command" : "target")
                    + "' are given: choose one");
        }
        if (!hasBody && form() == Form.BODY) {
            throw new SpecException(word + ": nothing to run: give a 'command', 'data' and 'target', or a body { … }");
        }
        forBuiltInTrainer().filter(parameter -> form() != Form.NO_CODE).ifPresent(parameter -> {
            throw new SpecException(word + ": parameter '" + parameter + "' is for the built-in trainer, which needs a 'target'; "
                    + (hasBody ? "a body" : "a command") + " takes no notice of it");
        });
    }

    /** The first parameter that only the built-in trainer looks at and that is not at its default. */
    private Optional<String> forBuiltInTrainer() {
        if (task != null && !task.equals(AUTO)) {
            return Optional.of("task");
        }
        if (candidates != null && !candidates.isEmpty()) {
            return Optional.of("candidates");
        }
        return budgetMinutes == ONE_MINUTE ? Optional.empty() : Optional.of("budgetMinutes");
    }
}
