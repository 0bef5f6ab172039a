package io.jenkins.plugins.mlsteps.cli.run;

import groovy.lang.GroovyObjectSupport;
import io.jenkins.plugins.mlsteps.cli.session.Frames;
import io.jenkins.plugins.mlsteps.cli.session.Variables;
import java.util.Map;

/** {@code env}: reads what a step would see where the script stands, and sets variables for the rest of the build. */
public final class EnvironmentObject extends GroovyObjectSupport {
    private final Variables variables;

    EnvironmentObject(Variables variables) {
        this.variables = variables;
    }

    /** All variables, as a map of its own. */
    public Map<String, String> getEnvironment() {
        return variables.in(Frames.current());
    }

    @Override
    public Object getProperty(String name) {
        return name.equals("environment") ? getEnvironment() : getEnvironment().get(name);
    }

    @Override
    public void setProperty(String name, Object value) {
        variables.assign(name, String.valueOf(value));
    }

    /** {@code env['NAME']}. */
    public Object getAt(String name) {
        return getProperty(name);
    }

    /** {@code env['NAME'] = value}. */
    public void putAt(String name, Object value) {
        setProperty(name, value);
    }
}
