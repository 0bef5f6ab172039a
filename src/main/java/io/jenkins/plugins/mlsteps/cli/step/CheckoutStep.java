package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.spec.Parameter;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.Word;
import java.util.Map;

/** {@code checkout scm}: here the workspace is the checkout. */
@Word(value = "checkout", doc = "Accepts 'scm' only: the workspace is used as it is.")
public record CheckoutStep(@Parameter(value = "The variable scm.", required = true) Object scm) implements Step {
    /** What {@code scm} stands for here. */
    public static final String WORKSPACE = "the workspace";

    public CheckoutStep {
        if (!WORKSPACE.equals(scm)) {
            throw new SpecException("only 'checkout scm' is supported here: the workspace is used as it is");
        }
    }

    @Override
    public Object run(StepCall call) {
        call.log().line("checkout: using the workspace as it is");
        return Map.of();
    }
}
