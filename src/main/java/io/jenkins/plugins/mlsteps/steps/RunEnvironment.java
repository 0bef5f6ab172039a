package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.spec.ParameterVariable;
import io.jenkins.plugins.mlsteps.workload.Shell;
import io.jenkins.plugins.mlsteps.workload.WorkingDirectory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;

/** What a training command sees: the {@code ML_*} variables and its parameters in the command. */
final class RunEnvironment {
    private RunEnvironment() {}

    /**
     * @param workspace where the training runs
     * @param modelDirectory relative to it
     */
    static Map<String, String> of(RunPlan plan, WorkingDirectory workspace, String modelDirectory) {
        Map<String, String> environment = new LinkedHashMap<>();
        if (plan.training().env() != null) {
            environment.putAll(plan.training().env());
        }
        environment.put("ML_NAME", plan.name());
        directories(plan, modelDirectory).forEach((name, directory) -> environment.put(name, workspace.resolve(directory)));
        environment.put("ML_SEED", Long.toString(plan.seed()));
        environment.put("ML_PARAMS", Json.line(plan.params()));
        plan.params().forEach((name, value) -> {
            // As in ML_PARAMS, which leaves out what is null.
            if (value != null) {
                environment.put(ParameterVariable.of(name), Json.inline(value));
            }
        });
        if (plan.trial() != null) {
            environment.put("ML_TRIAL", plan.trial().toString());
        }
        return environment;
    }

    /** The directories that a training finds, relative to the workspace, by the variable that names each. */
    static Map<String, String> directories(RunPlan plan, String modelDirectory) {
        Map<String, String> directories = new LinkedHashMap<>();
        directories.put("ML_OUTPUT_DIR", plan.outputDirectory());
        directories.put("ML_MODEL_DIR", modelDirectory);
        directories.put("ML_CHECKPOINT_DIR", plan.checkpointDirectory());
        return directories;
    }

    /**
     * The command with {@code ${name}} of each parameter replaced by what the shell reads as its value, in quotes too; other references
     * stay the shell's.
     */
    static String command(String command, Map<String, Object> params, Shell shell) {
        if (shell == Shell.POSIX) {
            return PosixCommand.of(command, params);
        }
        return ParameterVariable.REFERENCE
                .matcher(command)
                .replaceAll(reference -> Matcher.quoteReplacement(
                        params.containsKey(reference.group(1))
                                ? shell.word(Json.inline(params.get(reference.group(1))))
                                : reference.group()));
    }
}
