package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.spec.SpecException;

/** There is no environment of the name that a deployment asks for, or the folders around its job leave it out. */
final class UndefinedEnvironment extends SpecException {
    private static final long serialVersionUID = 1L;

    UndefinedEnvironment(String message) {
        super(message);
    }
}
