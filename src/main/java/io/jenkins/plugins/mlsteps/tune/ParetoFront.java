package io.jenkins.plugins.mlsteps.tune;

import io.jenkins.plugins.mlsteps.tune.sampler.Observation;
import java.util.ArrayList;
import java.util.List;

/** The observations that no other is at least as good as in every objective and better in one. */
final class ParetoFront {
    private final List<Observation> members = new ArrayList<>();

    /** Takes an observation in, unless a member is as good; those it beats go. */
    boolean add(Observation candidate) {
        if (members.stream().anyMatch(member -> isAsGood(member, candidate))) {
            return false;
        }
        members.removeIf(member -> isAsGood(candidate, member));
        members.add(candidate);
        return true;
    }

    List<Observation> members() {
        return members;
    }

    private static boolean isAsGood(Observation one, Observation other) {
        for (int i = 0; i < one.values().length; i++) {
            if (!(one.values()[i] <= other.values()[i])) {
                return false;
            }
        }
        return true;
    }
}
