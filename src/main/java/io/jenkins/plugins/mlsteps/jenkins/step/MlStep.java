package io.jenkins.plugins.mlsteps.jenkins.step;

import hudson.AbortException;
import io.jenkins.plugins.mlsteps.jenkins.execution.MachineExecution;
import io.jenkins.plugins.mlsteps.spec.Binder;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/** A step of this plugin: it holds what the author gave and, when it starts, binds that to its spec. */
public abstract class MlStep extends Step {
    private final Class<? extends Record> spec;
    private final Given given;

    protected MlStep(Class<? extends Record> spec, String name) {
        this.spec = spec;
        this.given = new Given(spec);
        given.put("name", name);
    }

    /** Of the model, study, gate or endpoint. */
    public String getName() {
        return given.text("name");
    }

    Given given() {
        return given;
    }

    /** @throws AbortException before anything runs, when what the author wrote cannot be meant */
    @Override
    public StepExecution start(StepContext context) throws AbortException {
        try {
            return new MachineExecution(context, Binder.bind(spec, given.bindable()), hasBody(), lanes());
        } catch (SpecException e) {
            throw new AbortException(e.getMessage());
        }
    }

    /** Whether the author gave the step a body. */
    boolean hasBody() {
        return false;
    }

    /** Key under which branches of the Pipeline run the body; null when the step itself does. */
    String lanes() {
        return null;
    }
}
