package io.jenkins.plugins.mlsteps.tune.benchmark;

import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.tune.OpenStudy;
import java.io.IOException;
import java.util.Map;

/** Whoever suggests parameters, one set after the other. */
interface Tuner extends AutoCloseable {
    Map<String, Object> ask() throws IOException;

    /** What became of the parameters asked for last; not finite where the trial failed. */
    void tell(double value) throws IOException;

    @Override
    void close();

    /** One of our samplers. */
    static Tuner ours(String algorithm, Objective objective, long seed) {
        OpenStudy study = new OpenStudy(objective.space(), "minimize", algorithm, seed);
        return new Tuner() {
            private int number;

            @Override
            public Map<String, Object> ask() {
                OpenStudy.Suggestion suggestion = study.ask(1).get(0);
                number = suggestion.number();
                return suggestion.params();
            }

            @Override
            public void tell(double value) {
                study.tell(number, Trial.State.COMPLETE, value);
            }

            @Override
            public void close() {}
        };
    }
}
