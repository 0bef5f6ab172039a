package io.jenkins.plugins.mlsteps.spec.administration;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.io.Serializable;
import java.time.DayOfWeek;
import java.time.Duration;
import java.util.List;

/**
 * What a promotion into an environment needs.
 *
 * @param gates whose verdicts must exist, pass, be authentic and name the model's digest
 * @param maxAgeHours hours for which a verdict is fresh; null means for ever
 * @param firstModel what a model without a baseline means: pass, fail or absoluteOnly
 * @param jobs whose builds may promote, as patterns of full names; empty means any
 * @param verdictsFrom jobs whose verdicts count, as patterns of full names; empty means only the job that promotes
 * @param overrideHours hours for which a refused promotion waits for somebody who overrides the policy; null means that it
 *     fails at once
 * @param replays whether builds whose steps somebody edited for that one build, and their verdicts, count; null means that they
 *     do not where gates or approvals are needed
 */
public record Policy(
        List<RequiredGate> gates,
        Double maxAgeHours,
        Approvals approvals,
        String firstModel,
        List<FreezeWindow> freeze,
        List<String> jobs,
        List<String> verdictsFrom,
        Double overrideHours,
        Boolean replays)
        implements Serializable {
    /** What {@code firstModel} may say. */
    public static final List<String> FIRST_MODEL = List.of("pass", "fail", "absoluteOnly");

    @JsonCreator
    public Policy {
        gates = gates == null ? List.of() : List.copyOf(gates);
        approvals = approvals == null ? new Approvals(0, null, false) : approvals;
        freeze = freeze == null ? List.of() : List.copyOf(freeze);
        jobs = jobs == null ? List.of() : List.copyOf(jobs);
        verdictsFrom = verdictsFrom == null ? List.of() : List.copyOf(verdictsFrom);
    }

    /** A policy whose gates pass by their own rules, and which trusts no replays. */
    public Policy(
            List<String> gates,
            Double maxAgeHours,
            Approvals approvals,
            String firstModel,
            List<FreezeWindow> freeze,
            List<String> jobs,
            List<String> verdictsFrom,
            Double overrideHours) {
        this(named(gates), maxAgeHours, approvals, firstModel, freeze, jobs, verdictsFrom, overrideHours, null);
    }

    private static List<RequiredGate> named(List<String> gates) {
        return gates == null ? null : gates.stream().map(RequiredGate::named).toList();
    }

    /** A policy for every job that trusts only the verdicts of the job itself. */
    public Policy(
            List<String> gates, Double maxAgeHours, Approvals approvals, String firstModel, List<FreezeWindow> freeze) {
        this(named(gates), maxAgeHours, approvals, firstModel, freeze, null, null, null, null);
    }

    public static Policy open() {
        return new Policy(null, null, null, null, null);
    }

    /** Whether a build whose steps somebody edited for that one build may promote, and its verdicts count. */
    public boolean acceptsReplays() {
        boolean asksForNothing = gates.isEmpty() && approvals.count() == 0;
        return replays == null ? asksForNothing : replays;
    }

    public Duration maxAge() {
        return maxAgeHours == null ? null : hours(maxAgeHours);
    }

    public Duration overrideWait() {
        return overrideHours == null ? Duration.ZERO : hours(overrideHours);
    }

    private static Duration hours(double hours) {
        return Duration.ofMillis(Math.round(hours * 3_600_000));
    }

    /**
     * @param count distinct people who must agree
     * @param group whose members may approve; null means anybody with the permission
     * @param notAuthor whether the person who started the build may not approve
     */
    public record Approvals(int count, String group, boolean notAuthor) implements Serializable {}

    /**
     * Weekly hours without promotions; a window whose end is not after its start ends on the next day.
     *
     * @param from {@code HH:mm}
     * @param to {@code HH:mm}
     * @param zone IANA time zone
     */
    public record FreezeWindow(List<Day> days, String from, String to, String zone) implements Serializable {}

    /** Day of a week in three letters. */
    public enum Day {
        MON,
        TUE,
        WED,
        THU,
        FRI,
        SAT,
        SUN;

        public DayOfWeek dayOfWeek() {
            return DayOfWeek.of(ordinal() + 1);
        }
    }
}
