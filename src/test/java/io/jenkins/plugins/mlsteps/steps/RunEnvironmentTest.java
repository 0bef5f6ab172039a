package io.jenkins.plugins.mlsteps.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.spec.Binder;
import io.jenkins.plugins.mlsteps.spec.TrainSpec;
import io.jenkins.plugins.mlsteps.workload.Shell;
import io.jenkins.plugins.mlsteps.workload.WorkingDirectory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a training command sees of its parameters. */
class RunEnvironmentTest {
    private static final Map<String, Object> PARAMS =
            Map.of("layers", List.of(64, 32), "opt", Map.of("name", "it's"), "lr", 0.01, "fast", true, "version", "1.10");

    @Test
    void listsAndMapsAreJson() {
        assertThat(environment())
                .containsEntry("ML_PARAM_LAYERS", "[64,32]")
                .containsEntry("ML_PARAM_OPT", "{\"name\":\"it's\"}")
                .containsEntry("ML_PARAM_LR", "0.01")
                .containsEntry("ML_PARAM_FAST", "true")
                .containsEntry("ML_PARAM_VERSION", "1.10");
    }

    @Test
    void inACommandEachIsOneWord() {
        assertThat(RunEnvironment.command("train ${layers} ${opt} ${lr} ${version} ${HOME}", PARAMS, Shell.POSIX))
                .isEqualTo("train '[64,32]' '{\"name\":\"it'\\''s\"}' 0.01 1.10 ${HOME}");
    }

    private static Map<String, String> environment() {
        TrainSpec spec = Binder.bind(TrainSpec.class, Map.of("name", "m", "command", "train"));
        RunPlan plan = new RunPlan("m", "m", "ml/train/m", spec.training(), PARAMS, 0, 0, "", null, true);
        return RunEnvironment.of(plan, new WorkingDirectory("/workspace", Shell.POSIX), "model");
    }
}
