package io.jenkins.plugins.mlsteps.jenkins.step;

import hudson.model.Descriptor;
import io.jenkins.plugins.mlsteps.spec.Binder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;

/** What Jenkins shows and checks of a nested thing: all of it as its spec says. */
abstract class NestedDescriptor extends Descriptor<Nested> implements CustomDescribableModel {
    private final Class<? extends Record> spec;

    NestedDescriptor(Class<? extends Record> spec) {
        this.spec = spec;
    }

    @Override
    public String getDisplayName() {
        return Binder.wordOf(spec);
    }

    /** For the form. */
    public List<FormField> getFields() {
        return FormField.of(spec);
    }

    /** @throws io.jenkins.plugins.mlsteps.spec.SpecException as {@link Arguments#of} */
    void check(Map<String, ?> arguments) {
        Arguments.of(spec, new LinkedHashMap<>(arguments));
    }

    /**
     * Checks the numbers of a nested thing in a submitted form. Jenkins takes what {@code newInstance} throws of one for no reason not to
     * make it.
     *
     * @throws io.jenkins.plugins.mlsteps.spec.SpecException as {@link FormField#checkNumbers}
     */
    static void checkNumbers(JSONObject form) {
        if (Jenkins.get().getDescriptor(form.optString("$class")) instanceof NestedDescriptor descriptor) {
            FormField.checkNumbers(descriptor.spec, form);
        }
    }

    @Override
    public Map<String, Object> customInstantiate(Map<String, Object> arguments) {
        return Arguments.of(spec, arguments);
    }
}
