package io.jenkins.plugins.mlsteps.cli.step;

/**
 * A step with its parameters bound. Implementations are records that carry the word an author writes; the first parameter is
 * the one that may stand without its name.
 */
public interface Step {
    /**
     * @return what the call evaluates to in the Jenkinsfile
     * @throws Exception whatever ends the stage
     */
    Object run(StepCall call) throws Exception;
}
