package io.jenkins.plugins.mlsteps.jenkins.step

import hudson.AbortException
import org.jenkinsci.plugins.workflow.cps.CpsScript

/**
 * Runs the trials of a study as bodies in parallel: one branch runs the study, each of the others runs the author's body for one trial
 * after the other. Compiled with the Pipeline it is called in.
 */
class TuneHyperparamsCall implements Serializable {
    private final CpsScript script

    TuneHyperparamsCall(CpsScript script) {
        this.script = script
    }

    def call() {
        call([:])
    }

    def call(study) {
        script.steps.tuneHyperparams(study)
    }

    def call(Closure body) {
        call([:], body)
    }

    def call(unnamed, Closure body) {
        throw new AbortException('tuneHyperparams: no value may stand without a name; write tuneHyperparams(name: …) { … }')
    }

    def call(Map study, Closure body) {
        String key = UUID.randomUUID().toString()
        int lanes = lanes(study)
        def answer = null
        boolean failed = false
        Map branches = [:]
        branches['study ' + study.name] = {
            try {
                answer = script.steps.tuneHyperparamsBody(study + [lanes: key])
            } catch (Throwable failure) {
                failed = true
                throw failure
            }
        }
        for (int i = 1; i <= lanes; i++) {
            Closure trials = lane(key, study.label as String, body)
            // That a study could not begin is its own to say.
            branches['trials ' + i] = { if (!failed) trials() }
        }
        script.steps.parallel(branches)
        return answer
    }

    /** No more than there are bodies to run; one where the step will not take the number: it says what is wrong. */
    private int lanes(Map study) {
        int parallel = whole(study.parallel, 1000) ?: 1
        int bodies = whole(study.trials, 1000000) * (whole(study.repeats, 1000) ?: 1)
        return bodies > 0 && bodies < parallel ? bodies : parallel
    }

    private int whole(number, int most) {
        String given = number instanceof Number ? number.longValue() : number
        return given?.isInteger() && (given as int) in 1..most ? given as int : 0
    }

    private Closure lane(String key, String label, Closure body) {
        return {
            for (String trial = script.steps.nextTrialOfStudy(study: key); trial != null; trial = script.steps.nextTrialOfStudy(study: key)) {
                String current = trial
                script.steps.trialOfStudy(study: key, trial: current, ownNode: label != null) {
                    if (label == null) {
                        body()
                    } else {
                        script.steps.node(label) { withFiles(key, current, body) }
                    }
                }
            }
        }
    }

    /** What is lost with its node does not hide why the trial failed. */
    private void bringFilesOfFailed(String key, String trial, begun) {
        try {
            script.steps.filesOfTrial(study: key, trial: trial, begun: begun, failed: true)
        } catch (Throwable lost) {
            script.steps.echo("the files of the trial are lost: ${lost.message}")
        }
    }

    /** Runs the body in the workspace around the call, with the trial's files in it. */
    private void withFiles(String key, String trial, Closure body) {
        def there = script.steps.filesOfTrial(study: key, trial: trial)
        if (there == null) {
            return // the study is over
        }
        try {
            script.steps.withEnv(there.environment) { body() }
        } catch (Throwable failure) {
            bringFilesOfFailed(key, trial, there.begun)
            throw failure
        }
        script.steps.filesOfTrial(study: key, trial: trial, begun: there.begun)
    }
}
