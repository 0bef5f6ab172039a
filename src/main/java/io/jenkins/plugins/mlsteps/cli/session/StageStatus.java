package io.jenkins.plugins.mlsteps.cli.session;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What is known of a running stage; the pipeline itself is the outermost one. */
public final class StageStatus {
    private final StageStatus around;
    private final String path;
    private final String name;
    private final int depth;
    private final boolean part;
    private final Map<String, Integer> done = new ConcurrentHashMap<>();
    private final Set<Thread> told = ConcurrentHashMap.newKeySet();
    private Result result = Result.SUCCESS;
    private volatile String stopped;

    private StageStatus(StageStatus around, String path, String name, int depth, boolean part) {
        this.around = around;
        this.part = part;
        this.path = path;
        this.name = name;
        this.depth = depth;
    }

    /** The pipeline. */
    public static StageStatus outermost() {
        return new StageStatus(null, "", "", -1, false);
    }

    /** A stage inside this one. */
    public StageStatus inner(String innerName) {
        return new StageStatus(this, path.isEmpty() ? innerName : path + "/" + innerName, innerName, depth + 1, false);
    }

    /** A body that runs inside this stage, perhaps beside others: its calls count apart, its result is the stage's. */
    public StageStatus part(String id) {
        return new StageStatus(this, path + "/" + id, name, depth, true);
    }

    /** The same for a block of a script that has a name of its own, told from earlier ones of that name. */
    public StageStatus block(String blockName) {
        return new StageStatus(this, path + "/" + next(blockName), blockName, depth + 1, true);
    }

    /** The branches of a script that run side by side. */
    public StageStatus branches() {
        return part(next("parallel"));
    }

    private String next(String block) {
        String key = "block " + block;
        countDone(key);
        return done(key) == 1 ? block : block + "#" + done(key);
    }

    /** What this one is inside of; null for the pipeline. */
    public StageStatus around() {
        return around;
    }

    /** Names of the enclosing stages and its own, joined by {@code /}. */
    public String path() {
        return path;
    }

    /** Whether a path is that of a stage or of something inside it. */
    public static boolean isWithin(String stage, String path) {
        return stage.isEmpty() || path.equals(stage) || path.startsWith(stage + "/");
    }

    public String name() {
        return name;
    }

    /** The names that authors gave, the outermost first. */
    public String title() {
        if (around == null) {
            return "";
        }
        String outer = around.title();
        boolean named = depth > around.depth;
        return !named ? outer : outer.isEmpty() ? name : outer + " / " + name;
    }

    /** Nesting, 0 for the outermost stages of the pipeline. */
    public int depth() {
        return depth;
    }

    public Result result() {
        if (part) {
            return around.result();
        }
        synchronized (this) {
            return result;
        }
    }

    public void worsen(Result worse) {
        synchronized (this) {
            result = result.worst(worse);
        }
        if (part) {
            around.worsen(worse);
        }
    }

    /** A stage that is tried again starts over. */
    public synchronized void reset() {
        result = Result.SUCCESS;
        stopped = null;
        told.clear();
        done.clear();
    }

    /** Ends everything inside: a branch failed and the others shall not go on. */
    public void stop(String why) {
        stopped = why;
    }

    /** Whether it was this stage that ended what is inside. */
    public boolean hasStoppedItsBranches() {
        return stopped != null;
    }

    /** Why this stage or one around it is to stop; null while it may go on. */
    public String stopped() {
        return stopped != null || around == null ? stopped : around.stopped();
    }

    /** Why the calling thread is to end what it does here, once in each thread, so that it can clean up; null where it may go on. */
    public String tellStopped() {
        if (stopped != null && told.add(Thread.currentThread())) {
            Thread.interrupted();
            return stopped;
        }
        return around == null ? null : around.tellStopped();
    }

    /** How many calls with this key succeeded in this stage: tells repeated calls apart, also after a resume. */
    public int done(String key) {
        return done.getOrDefault(key, 0);
    }

    public void countDone(String key) {
        done.merge(key, 1, Integer::sum);
    }
}
