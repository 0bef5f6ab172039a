package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.spec.Parameter;
import io.jenkins.plugins.mlsteps.spec.Word;
import java.util.List;

/** {@code cleanWs}: here the workspace is no copy that a build made for itself. */
@Word(value = "cleanWs", doc = "Nothing: the workspace is where the author works.")
public record CleanWsStep(
        @Parameter("Accepted: which files.") List<Object> patterns,
        @Parameter(value = "Accepted.", defaultValue = "false") boolean deleteDirs,
        @Parameter(value = "Accepted.", defaultValue = "false") boolean disableDeferredWipeout,
        @Parameter(value = "Accepted.", defaultValue = "false") boolean notFailBuild,
        @Parameter(value = "Accepted.", defaultValue = "false") boolean skipWhenFailed,
        @Parameter(value = "Accepted.", defaultValue = "true") boolean cleanWhenSuccess,
        @Parameter(value = "Accepted.", defaultValue = "true") boolean cleanWhenUnstable,
        @Parameter(value = "Accepted.", defaultValue = "true") boolean cleanWhenFailure,
        @Parameter(value = "Accepted.", defaultValue = "true") boolean cleanWhenNotBuilt,
        @Parameter(value = "Accepted.", defaultValue = "true") boolean cleanWhenAborted,
        @Parameter(value = "Accepted.", defaultValue = "false") boolean cleanupMatrixParent,
        @Parameter("Accepted.") String externalDelete)
        implements Step {
    @Override
    public Object run(StepCall call) {
        call.log().line("cleanWs: nothing is removed: the workspace is where you work, not a copy made for this run");
        return null;
    }
}
