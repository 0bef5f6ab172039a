package io.jenkins.plugins.mlsteps.serve;

import java.util.concurrent.atomic.AtomicReference;

/** The revision that answers now. Switching is one step: a request sees the old revision or the new, and finishes on it. */
final class LiveModel {
    private final AtomicReference<ServedModel> current;

    LiveModel(ServedModel first) {
        this.current = new AtomicReference<>(first);
    }

    /**
     * The current revision, retained for the caller, who releases it.
     *
     * @throws Refusal when the server stops
     */
    ServedModel acquire() {
        while (true) {
            ServedModel model = current.get();
            if (model.retain()) {
                return model;
            }
            if (model == current.get()) {
                throw new Refusal(503, "the server is stopping");
            }
        }
    }

    /** Lets {@code next} answer from now on; the old revision closes after its last request. */
    void switchTo(ServedModel next) {
        current.getAndSet(next).release();
    }

    /** Closes the current revision after its last request; nobody may acquire afterwards. */
    void close() {
        current.get().release();
    }
}
