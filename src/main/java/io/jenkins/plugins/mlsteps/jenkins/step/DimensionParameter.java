package io.jenkins.plugins.mlsteps.jenkins.step;

import org.kohsuke.stapler.DataBoundSetter;

/** One parameter of a search space and the values it may take. */
public abstract class DimensionParameter extends Nested {
    private static final long serialVersionUID = 1L;

    protected DimensionParameter(Class<? extends Record> spec, String name) {
        super(spec);
        given().put("name", name);
    }

    public String getName() {
        return given().text("name");
    }

    public String getWhen() {
        return given().text("when");
    }

    @DataBoundSetter
    public void setWhen(String when) {
        given().put("when", when);
    }
}
