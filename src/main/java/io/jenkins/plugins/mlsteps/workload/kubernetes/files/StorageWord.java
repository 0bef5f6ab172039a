package io.jenkins.plugins.mlsteps.workload.kubernetes.files;

import io.jenkins.plugins.mlsteps.workload.kubernetes.storage.StorageFailure;
import io.jenkins.plugins.mlsteps.workload.kubernetes.storage.StoredObject;
import java.io.IOException;

/** What a script in a pod says when it does not get to the object storage. */
final class StorageWord {
    private static final String WORD = "unreached ";

    private final String pod;
    private final String doing;
    private volatile String said;

    /** @param doing what the pod does with the object, such as {@code get} */
    StorageWord(String pod, String doing) {
        this.pod = pod;
        this.doing = doing;
    }

    void listen(String line) {
        if (line.startsWith(WORD)) {
            said = line.substring(WORD.length());
        }
    }

    /** The reason of a failure: the storage where the pod said so, otherwise the failure itself. */
    IOException reason(IOException failure, StoredObject object) {
        return said == null ? failure : StorageFailure.inPod(pod, doing, object, said, failure);
    }
}
