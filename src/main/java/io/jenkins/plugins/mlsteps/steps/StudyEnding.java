package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.host.Host;
import io.jenkins.plugins.mlsteps.record.StudyRecord;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import io.jenkins.plugins.mlsteps.spec.administration.Price;
import java.io.IOException;

/**
 * The end of a study, whoever searched.
 *
 * @param study its directory, relative to the workspace
 */
record StudyEnding(Host host, TuneSpec spec, String study) {
    /** Writes down that its running trials were stopped, and sums it up in its files. */
    void abort(String why) throws IOException, InterruptedException {
        close(why);
    }

    private StudyRecord close(String aborted) throws IOException, InterruptedException {
        Price price = Price.of(spec.training().resources(), host.administration().prices());
        return host.workspace().act(new CloseStudy(study, spec, host.build().source(), price, aborted));
    }

    /**
     * Sums it up in its files and in the log.
     *
     * @throws StepFailure when no trial was completed
     */
    TuneResult result() throws IOException, InterruptedException {
        StudyRecord record = close(null);
        int trials = record.states().values().stream().mapToInt(Integer::intValue).sum();
        if (record.best() == null) {
            throw new StepFailure("tuneHyperparams '" + spec.name() + "': none of " + trials
                    + " trials was completed (" + record.states() + "); the reasons are in " + study + "/trials.jsonl");
        }
        if (record.stopped() != null) {
            host.log().line("stopped: " + record.stopped());
        }
        host.log().line("best of " + trials + " trials: trial " + record.best() + " with " + spec.objective() + "="
                + Figures.number(record.bestValue()) + "  [" + Figures.list(record.bestParams()) + "]");
        host.log().line(machineTime(record.usage()));
        return new TuneResult(spec.name(), record.bestParams(), record.bestValue(), record.best(), trials);
    }

    private static String machineTime(StudyRecord.Usage usage) {
        return "machine time of the trials: " + Figures.number(usage.trialHours()) + " hours"
                + (usage.gpuHours() > 0 ? ", " + Figures.number(usage.gpuHours()) + " GPU-hours" : "")
                + (usage.cost() != null ? ", cost " + Figures.number(usage.cost()) : "");
    }
}
