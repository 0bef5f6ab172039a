package io.jenkins.plugins.mlsteps.automl.search;

import io.jenkins.plugins.mlsteps.automl.table.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Splits rows into parts in which outcomes are spread alike: rows are ordered by outcome, equals in random order, and every run of
 * neighbours is dealt out at random. For classes that is stratification; for numbers each part has its share of small and large
 * ones.
 */
public final class Folds {
    private Folds() {}

    /**
     * @return for each row the part it is in, 0 to {@code parts - 1}
     */
    public static int[] deal(Outcome outcome, int parts, long seed) {
        Random random = new Random(seed);
        List<Integer> rows = new ArrayList<>(IntStream.range(0, outcome.rows()).boxed().toList());
        Collections.shuffle(rows, random);
        rows.sort(Comparator.comparingDouble(outcome::rank));
        List<Integer> deck = new ArrayList<>(IntStream.range(0, parts).boxed().toList());
        int[] part = new int[outcome.rows()];
        for (int i = 0; i < part.length; i++) {
            if (i % parts == 0) {
                Collections.shuffle(deck, random);
            }
            part[rows.get(i)] = deck.get(i % parts);
        }
        return part;
    }

    /** The rows in one part. */
    public static int[] in(int[] parts, int part) {
        return IntStream.range(0, parts.length).filter(row -> parts[row] == part).toArray();
    }

    /** The rows in all other parts. */
    public static int[] notIn(int[] parts, int part) {
        return IntStream.range(0, parts.length).filter(row -> parts[row] != part).toArray();
    }
}
