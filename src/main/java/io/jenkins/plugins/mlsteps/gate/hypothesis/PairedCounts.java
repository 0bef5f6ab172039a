package io.jenkins.plugins.mlsteps.gate.hypothesis;

/**
 * On how many of the same cases two models were right.
 *
 * @param both both
 * @param candidate the candidate alone
 * @param baseline the baseline alone
 * @param neither none
 */
record PairedCounts(long both, long candidate, long baseline, long neither) {
    long rows() {
        return both + candidate + baseline + neither;
    }
}
