package io.jenkins.plugins.mlsteps.tune.sampler;

import org.hipparchus.random.RandomGenerator;
import org.hipparchus.random.Well19937c;

/**
 * Random numbers that depend on a seed and a trial number only, so that a resumed study goes on as it would have: WELL19937c
 * (Panneton, L'Ecuyer and Matsumoto 2006), filled by SplitMix64 (Steele, Lea and Flood 2014).
 */
public final class Randomness {
    private static final int WORDS = 624;
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private Randomness() {}

    public static RandomGenerator of(long seed, long number) {
        int[] words = new int[WORDS];
        long state = mix(mix(seed) + number * GOLDEN_GAMMA);
        for (int i = 0; i < WORDS; i++) {
            state += GOLDEN_GAMMA;
            words[i] = (int) (mix(state) >>> 32);
        }
        return new Well19937c(words);
    }

    /** The finalizer of SplitMix64: every bit of the result depends on every bit of the input. */
    static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
