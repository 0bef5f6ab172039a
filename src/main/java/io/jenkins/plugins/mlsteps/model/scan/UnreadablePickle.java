package io.jenkins.plugins.mlsteps.model.scan;

/** The bytes are no pickle from here on, or none that can be followed. */
class UnreadablePickle extends Exception {
    private static final long serialVersionUID = 1;

    UnreadablePickle(String message) {
        super(message);
    }
}
