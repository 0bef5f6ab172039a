package io.jenkins.plugins.mlsteps.jenkins.execution;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;

/** Lets so many turns at one place have a thread at a time; the others there wait without one, those at other places do not. */
final class Turnstile {
    private final Executor threads;
    private final int mostAtOnePlace;
    private final Map<String, Place> places = new HashMap<>();

    /** @param threads as many as are asked for */
    Turnstile(Executor threads, int mostAtOnePlace) {
        this.threads = threads;
        this.mostAtOnePlace = mostAtOnePlace;
    }

    private static final class Place {
        private final Queue<Runnable> waiting = new ArrayDeque<>();
        private int threads;
    }

    /** Turns at the same place begin in the order in which they are taken. */
    synchronized void take(String at, Runnable turn) {
        Place place = places.computeIfAbsent(at, unused -> new Place());
        if (place.threads == mostAtOnePlace) {
            place.waiting.add(turn);
        } else {
            place.threads++;
            start(at, turn);
        }
    }

    private void start(String at, Runnable turn) {
        threads.execute(() -> {
            try {
                turn.run();
            } finally {
                ended(at);
            }
        });
    }

    private synchronized void ended(String at) {
        Place place = places.get(at);
        if (!place.waiting.isEmpty()) {
            start(at, place.waiting.remove());
        } else if (--place.threads == 0) {
            places.remove(at);
        }
    }
}
