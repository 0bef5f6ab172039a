package io.jenkins.plugins.mlsteps.tune.sampler.tpe;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Axes that exist together: in every observed point all axes of a group have a coordinate, or none has. */
final class Groups {
    private Groups() {}

    static List<int[]> of(List<Integer> axes, List<double[]> observed) {
        Map<BitSet, List<Integer>> byPresence = new LinkedHashMap<>();
        for (int axis : axes) {
            BitSet presence = new BitSet(observed.size());
            for (int k = 0; k < observed.size(); k++) {
                presence.set(k, !Double.isNaN(observed.get(k)[axis]));
            }
            byPresence.computeIfAbsent(presence, same -> new ArrayList<>()).add(axis);
        }
        return byPresence.values().stream()
                .map(group -> group.stream().mapToInt(Integer::intValue).toArray())
                .toList();
    }
}
