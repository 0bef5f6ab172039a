package io.jenkins.plugins.mlsteps.cli.session;

import groovy.lang.GroovyObjectSupport;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** {@code currentBuild}: its result can only get worse, as in Jenkins. */
public final class CurrentBuild extends GroovyObjectSupport {
    /** What Jenkins calls it that somebody started a build. */
    private static final String CAUSE = "UserIdCause";

    private static final String USER = System.getProperty("user.name");

    private final String job;
    private final int number;
    private final Instant start;
    private final Result previous;
    private final Map<String, Result> results = new LinkedHashMap<>();
    private final Map<String, Result> errors = new LinkedHashMap<>();
    private final Set<String> rejected = new HashSet<>();
    private String displayName;
    private String description;

    /** @param previous result of the run before in this workspace; null for the first */
    public CurrentBuild(String job, int number, Instant start, Result previous) {
        this.job = job;
        this.number = number;
        this.start = start;
        this.previous = previous;
        this.displayName = "#" + number;
    }

    /**
     * As in Jenkins: what steps made of the build so far, null where none did anything; in {@code post} that and what became of the work
     * before it, {@code SUCCESS} where that went well.
     */
    public synchronized String getResult() {
        return results.isEmpty() && !Frames.current().last() ? null : getCurrentResult();
    }

    public synchronized void setResult(String name) {
        if (name == null) {
            throw new RejectedStep(
                    "currentBuild.result cannot be null, allowed is SUCCESS | UNSTABLE | FAILURE | NOT_BUILT | ABORTED");
        }
        worsen("", Result.of(name));
    }

    /** @param stage path of the stage that makes the build no better than this; empty for the pipeline itself */
    public synchronized void worsen(String stage, Result worse) {
        results.merge(stage, worse, Result::worst);
    }

    /** Of an error that nobody caught: it makes of the build what {@link #worsen} does, and of no stage but those around it anything. */
    public synchronized void fail(String stage, Result worse) {
        errors.merge(stage, worse, Result::worst);
    }

    /** What steps in stages made of the build, by path, without errors that nobody caught; empty for the pipeline itself. */
    public synchronized Map<String, Result> results() {
        return new LinkedHashMap<>(results);
    }

    /**
     * Notes that a stage failed because what it asked for cannot be done. What failed before it decides, when something did.
     */
    public synchronized void reject(String stage) {
        if (Result.FAILURE.isWorseThan(result())) {
            rejected.add(stage);
        }
    }

    /** Whether the build failed because what it asked for cannot be done. */
    public synchronized boolean isRejected() {
        return result() == Result.FAILURE && !rejected.isEmpty();
    }

    /** Takes back what errors in a stage, and those inside it, did to the result: it is tried again. */
    public synchronized void forgive(String stage) {
        errors.keySet().removeIf(path -> StageStatus.isWithin(stage, path));
        rejected.removeIf(path -> StageStatus.isWithin(stage, path));
    }

    /** Of all that went wrong so far. */
    public synchronized Result result() {
        return Stream.of(results, errors).flatMap(map -> map.values().stream()).reduce(Result.SUCCESS, Result::worst);
    }

    /** As the conditions of {@code post} in any stage see it: without errors that nobody caught, which count in the stages around them. */
    public synchronized Result resultOfSteps() {
        return results.values().stream().reduce(Result.SUCCESS, Result::worst);
    }

    public String getCurrentResult() {
        return currentResult().name();
    }

    private Result currentResult() {
        Frame frame = Frames.current();
        return frame.last() ? frame.stage().result().worst(resultOfSteps()) : resultOfSteps();
    }

    public boolean resultIsBetterOrEqualTo(String other) {
        return !currentResult().isWorseThan(Result.of(other));
    }

    public boolean resultIsWorseOrEqualTo(String other) {
        return !Result.of(other).isWorseThan(currentResult());
    }

    public synchronized String getDisplayName() {
        return displayName;
    }

    public synchronized void setDisplayName(String name) {
        displayName = name;
    }

    public synchronized String getDescription() {
        return description;
    }

    public synchronized void setDescription(String text) {
        description = text;
    }

    public int getNumber() {
        return number;
    }

    public String getId() {
        return Integer.toString(number);
    }

    public String getProjectName() {
        return job;
    }

    public String getFullProjectName() {
        return job;
    }

    public String getFullDisplayName() {
        return job + " " + getDisplayName();
    }

    public long getStartTimeInMillis() {
        return start.toEpochMilli();
    }

    public long getTimeInMillis() {
        return start.toEpochMilli();
    }

    /** Milliseconds since the start. */
    public long getDuration() {
        return Duration.between(start, Instant.now()).toMillis();
    }

    public String getDurationString() {
        return Durations.text(Duration.between(start, Instant.now()));
    }

    /** The run before, of which only number and result are kept; null for the first. */
    public Map<String, Object> getPreviousBuild() {
        return previous == null ? null : Map.of("number", number - 1, "result", previous.name());
    }

    public Object getNextBuild() {
        return null;
    }

    /** Nothing is checked out here, so nothing has changed. */
    public List<Object> getChangeSets() {
        return List.of();
    }

    public List<Object> getUpstreamBuilds() {
        return List.of();
    }

    public boolean isKeepLog() {
        return false;
    }

    /** That somebody started it, in the form that Jenkins has for it. */
    public List<Map<String, String>> getBuildCauses() {
        return List.of(Map.of(
                "_class", "hudson.model.Cause$" + CAUSE,
                "shortDescription", "Started by user " + USER,
                "userId", USER,
                "userName", USER));
    }

    /**
     * As {@code triggeredBy} asks.
     *
     * @param cause its name in Jenkins, or a pattern of how that begins
     * @param user who it was, null for anybody; not looked at with a pattern
     */
    public boolean isCausedBy(String cause, String user) {
        return cause.equals(CAUSE) ? user == null || user.equals(USER) : CAUSE.matches("(?i)" + cause + ".*");
    }

    /** Of one class, by its full name. */
    public List<Map<String, String>> getBuildCauses(String type) {
        return getBuildCauses().stream().filter(cause -> type.equals(cause.get("_class"))).toList();
    }

    public Result previous() {
        return previous;
    }
}
