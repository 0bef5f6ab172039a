package io.jenkins.plugins.mlsteps.workload.kubernetes;

import io.jenkins.plugins.mlsteps.workload.kubernetes.storage.ObjectStore;
import io.jenkins.plugins.mlsteps.workload.kubernetes.storage.StorageFailure;
import io.jenkins.plugins.mlsteps.workload.kubernetes.storage.StoredObject;
import java.io.IOException;
import java.util.Optional;

/** What the files of one Job go through: object storage where the profile has one, until that failed too often. */
final class Passage {
    /** With the growing pauses of errands that is a quarter of a minute. */
    private static final int MOST_FAILURES = 7;

    private final ObjectStore store;
    private final String place;
    private int failures;
    private StorageFailure last;

    /**
     * @param store null for the API server
     * @param place of the Job's objects in the store
     */
    Passage(ObjectStore store, String place) {
        this.store = store;
        this.place = place;
    }

    /** Null where files go through the API server. */
    synchronized StoredObject object(String part) {
        return store == null || isClosed() ? null : store.object(place + "/" + part + ".tar");
    }

    /** Whether object storage is given up for this Job. */
    synchronized boolean isClosed() {
        return isRefused() || failures >= MOST_FAILURES;
    }

    /** Whether the storage itself refused. */
    synchronized boolean isRefused() {
        return last != null && last.isRefusal();
    }

    /** Why the storage failed when it was last needed. */
    synchronized Optional<String> problem() {
        return Optional.ofNullable(last).map(StorageFailure::getMessage);
    }

    /** Takes note of whether the storage did what it was for. */
    void run(Errands.Errand errand) throws IOException, InterruptedException {
        try {
            errand.run();
        } catch (StorageFailure e) {
            failed(e);
            throw e;
        }
        worked();
    }

    private synchronized void failed(StorageFailure failure) {
        failures++;
        last = isRefused() ? last : failure;
    }

    private synchronized void worked() {
        if (!isClosed()) {
            failures = 0;
            last = null;
        }
    }
}
