package io.jenkins.plugins.mlsteps.jenkins.step

import hudson.AbortException
import org.jenkinsci.plugins.workflow.cps.CpsScript

/**
 * trainModel with or without a body. Jenkins knows steps that must have a body and steps that must not have one, so there are two.
 * Compiled with the Pipeline it is called in.
 */
class TrainModelCall implements Serializable {
    private final CpsScript script

    TrainModelCall(CpsScript script) {
        this.script = script
    }

    def call() {
        call([:])
    }

    def call(training) {
        script.steps.trainModel(training)
    }

    def call(Closure body) {
        call([:], body)
    }

    def call(unnamed, Closure body) {
        throw new AbortException('trainModel: no value may stand without a name; write trainModel(name: …) { … }')
    }

    def call(Map training, Closure body) {
        script.steps.trainModelBody(training, body)
    }
}
