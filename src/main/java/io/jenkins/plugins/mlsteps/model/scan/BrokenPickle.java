package io.jenkins.plugins.mlsteps.model.scan;

/** Python's unpickler would give up here too, so what follows does not matter. */
final class BrokenPickle extends UnreadablePickle {
    private static final long serialVersionUID = 1;

    BrokenPickle(String message) {
        super(message);
    }
}
