package io.jenkins.plugins.mlsteps.cli.run;

import io.jenkins.plugins.mlsteps.cli.jenkinsfile.Code;
import io.jenkins.plugins.mlsteps.cli.jenkinsfile.CompiledJenkinsfile;
import io.jenkins.plugins.mlsteps.cli.session.Frame;
import io.jenkins.plugins.mlsteps.cli.session.Frames;
import io.jenkins.plugins.mlsteps.cli.session.Session;
import io.jenkins.plugins.mlsteps.cli.session.StageStatus;
import io.jenkins.plugins.mlsteps.cli.session.TimedOut;
import io.jenkins.plugins.mlsteps.cli.step.Failures;
import java.io.IOException;
import java.util.Map;

/** What everything that runs a part of one pipeline shares. */
record Execution(CompiledJenkinsfile jenkinsfile, Session session, Timeline timeline, Journal journal) {
    /** Evaluates a piece of the Jenkinsfile where it stands. */
    Object call(Code code, Frame frame) throws Exception {
        return Frames.call(frame, () -> jenkinsfile.call(code));
    }

    /** What the script's variables hold, in a form that JSON can hold. */
    Map<String, Object> variables() {
        return Frames.between(() -> SavedVariables.encode(jenkinsfile.variables()));
    }

    /** Logs what nobody caught, and makes of the run and the stage what it makes of them. */
    Ending failed(Frame frame, Throwable failure) {
        frame.log().line("ERROR: " + jenkinsfile.message(failure));
        Failures.worsen(session, frame, failure);
        return Failures.isStop(failure) && !(failure instanceof TimedOut) ? Ending.STOPPED : Ending.BROKEN;
    }

    /** Takes back what a stage, and those inside it, did: it is tried again. */
    void startOver(StageStatus stage) throws IOException {
        stage.reset();
        session.build().forgive(stage.path());
        new StepStates(session.files().steps()).forget(stage.path());
        journal.forget(stage.path());
    }
}
