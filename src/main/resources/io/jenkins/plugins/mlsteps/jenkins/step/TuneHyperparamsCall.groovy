package io.jenkins.plugins.mlsteps.jenkins.step

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

    def call(study) {
        script.steps.tuneHyperparams(study)
    }

    def call(Map study, Closure body) {
        String key = UUID.randomUUID().toString()
        int lanes = study.parallel == null ? 1 : study.parallel as int
        def answer = null
        Map branches = [:]
        branches['study ' + study.name] = { answer = script.steps.tuneHyperparamsBody([lanes: key] + study) }
        for (int i = 1; i <= lanes; i++) {
            branches['trials ' + i] = lane(key, body)
        }
        script.steps.parallel(branches)
        return answer
    }

    private Closure lane(String key, Closure body) {
        return {
            for (String trial = script.steps.nextTrialOfStudy(study: key); trial != null; trial = script.steps.nextTrialOfStudy(study: key)) {
                script.steps.trialOfStudy(study: key, trial: trial) { body() }
            }
        }
    }
}
