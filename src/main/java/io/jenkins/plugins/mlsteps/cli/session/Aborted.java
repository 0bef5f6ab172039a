package io.jenkins.plugins.mlsteps.cli.session;

/** Work was stopped from outside: a time limit, a failed sibling, a person. */
public class Aborted extends StepError {
    private static final long serialVersionUID = 1L;

    public Aborted(String why) {
        super(why);
    }

    @Override
    public Result result() {
        return Result.ABORTED;
    }
}
