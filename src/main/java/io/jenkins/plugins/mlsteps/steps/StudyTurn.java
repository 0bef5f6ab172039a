package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.host.Workspace;
import io.jenkins.plugins.mlsteps.record.SourceRevision;
import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.spec.Training;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import io.jenkins.plugins.mlsteps.tune.Study;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells a study what its trials did and asks it for more, where its files are.
 *
 * @param known numbers of the trials whose runs the step knows; others that the study asked for were lost before they started
 * @param slots how many more trials may run
 */
record StudyTurn(
        String directory, TuneSpec spec, SourceRevision source, Occupant by, StudyNews news, Set<Integer> known, int slots)
        implements Workspace.Task<StudyTurn.Answer> {

    /**
     * What the study says.
     *
     * @param remarks what is worth a word of trials that are complete
     * @param told the trials that ended, as they were written down
     * @param prune numbers of running trials to stop
     * @param lost numbers of trials that the study's files do not have, such as after the loss of their last bytes: they never were
     * @param start trials to run
     * @param best so far; null until a trial is complete
     * @param unusable why no trial can use the data, as one found out; null where a trial may
     */
    record Answer(
            List<String> notices,
            List<String> remarks,
            List<Trial> told,
            List<Integer> prune,
            Set<Integer> lost,
            List<Trial> start,
            boolean finished,
            Trial best,
            String unusable)
            implements Serializable {}

    @Override
    public Answer on(Path root) throws IOException {
        Study study = OpenStudies.get(root.resolve(directory), spec, source, by);
        int trials = study.trials().size();
        Set<Integer> lost = new TreeSet<>();
        known.stream().filter(number -> number >= trials).forEach(lost::add);
        List<String> remarks = new ArrayList<>();
        List<Trial> told = new ArrayList<>();
        List<Integer> prune = new ArrayList<>();
        String unusable = null;
        for (StudyNews.Report report : news.reports()) {
            if (report.trial() < trials && study.report(report.trial(), report.step(), report.value()) && !prune.contains(report.trial())) {
                prune.add(report.trial());
            }
        }
        for (StudyNews.Ended ended : news.ended()) {
            if (ended.trial() >= trials) {
                lost.add(ended.trial());
                continue;
            }
            TrialFindings findings = TrialFindings.collect(root, spec, directory, ended);
            findings.remark().ifPresent(remark -> remarks.add("trial " + ended.trial() + ": " + remark));
            told.add(tell(study, ended, findings));
            unusable = isDataUnusable(root, ended) && study.best().isEmpty() ? findings.reason() : unusable;
            prune.remove(Integer.valueOf(ended.trial()));
        }
        List<Trial> start = new ArrayList<>();
        study.running().stream().filter(trial -> !known.contains(trial.number())).forEach(start::add);
        start.addAll(study.ask(unusable == null ? Math.max(0, slots - start.size()) : 0));
        Optional<Trial> best = study.best();
        boolean finished = start.isEmpty() && study.isFinished();
        return new Answer(study.notices(), remarks, told, prune, lost, start, finished, best.orElse(null), unusable);
    }

    /** Data with which a trial was completed can be used: what is there now may be half written. */
    private boolean isDataUnusable(Path root, StudyNews.Ended ended) {
        return spec.training().form() == Training.Form.NO_CODE
                && ended.state() == Trial.State.FAILED
                && NoCode.isDataUnusable(
                        root, TrialRun.plan(spec, directory, ended.trial(), Map.of()).scratch(ended.run().id()));
    }

    private Trial tell(Study study, StudyNews.Ended ended, TrialFindings findings) throws IOException {
        return study.tell(
                ended.trial(),
                ended.run().start(),
                findings.state(),
                findings.metrics().get(spec.objective()),
                findings.metrics(),
                findings.reason());
    }
}
