package io.jenkins.plugins.mlsteps.jenkins.step;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mlsteps.spec.Binder;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.Word;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.kohsuke.stapler.StaplerRequest2;

/** What Jenkins shows and checks of a step: all of it as its spec says. */
public abstract class MlStepDescriptor extends StepDescriptor implements CustomDescribableModel {
    private final Class<? extends Record> spec;

    protected MlStepDescriptor(Class<? extends Record> spec) {
        this.spec = spec;
    }

    @Override
    public String getFunctionName() {
        return Binder.wordOf(spec);
    }

    @Override
    public String getDisplayName() {
        return spec.getAnnotation(Word.class).doc();
    }

    @Override
    public Set<? extends Class<?>> getRequiredContext() {
        return Set.of(Run.class, FilePath.class, TaskListener.class, EnvVars.class);
    }

    /** For the form. */
    public List<FormField> getFields() {
        return FormField.of(spec);
    }

    @Override
    public Map<String, Object> customInstantiate(Map<String, Object> arguments) {
        return Arguments.of(spec, arguments);
    }

    /** @throws AbortException when the arguments cannot be meant: the log has the sentence, without the name of a class */
    @Override
    public Step newInstance(Map<String, Object> arguments) throws Exception {
        try {
            return super.newInstance(arguments);
        } catch (SpecException e) {
            throw new AbortException(e.getMessage());
        }
    }

    /** Stapler knows no maps: a form writes them as lines of {@code name=value}. */
    @Override
    public Step newInstance(StaplerRequest2 request, JSONObject form) throws FormException {
        FormField.checkNumbers(spec, form);
        Map<String, Map<String, Object>> maps = FormField.takeMaps(getFields(), form);
        MlStep step = (MlStep) super.newInstance(request, form);
        maps.forEach(step.given()::put);
        return step;
    }
}
