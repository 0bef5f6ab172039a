package io.jenkins.plugins.mlsteps.automl.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code TreeEnsembleRegressor} of {@code ai.onnx.ml} with the choices of {@link TreeAttributes}: sums, and no other branch than {@code <=}. */
final class TreeEnsemble {
    private final Map<String, AttributeProto> attributes;
    private final List<Split> splits = new ArrayList<>();
    private final List<Split> roots = new ArrayList<>();

    /** A node of a tree; a leaf has no feature but weights. */
    private static final class Split {
        private int feature;
        private float threshold;
        private Split below;
        private Split above;
        private final Map<Integer, Float> weights = new HashMap<>();
    }

    private record Position(long tree, long node) {}

    TreeEnsemble(NodeProto node) throws IOException {
        attributes = node.getAttributeList().stream()
                .collect(Collectors.toMap(AttributeProto::getName, Function.identity()));
        Map<Position, Split> byPosition = new HashMap<>();
        for (int i = 0; i < longs("nodes_treeids").size(); i++) {
            Split split = new Split();
            splits.add(split);
            byPosition.put(position("nodes_treeids", "nodes_nodeids", i), split);
            if (longs("nodes_nodeids").get(i) == 0) {
                roots.add(split);
            }
        }
        for (int i = 0; i < splits.size(); i++) {
            describe(splits.get(i), i, byPosition);
        }
        for (int i = 0; i < longs("target_ids").size(); i++) {
            byPosition.get(position("target_treeids", "target_nodeids", i)).weights.merge(
                    longs("target_ids").get(i).intValue(), floats("target_weights").get(i), Float::sum);
        }
    }

    private void describe(Split split, int i, Map<Position, Split> byPosition) throws IOException {
        String mode = attributes.get("nodes_modes").getStrings(i).toStringUtf8();
        switch (mode) {
            case "LEAF" -> {}
            case "BRANCH_LEQ" -> {
                split.feature = longs("nodes_featureids").get(i).intValue();
                split.threshold = floats("nodes_values").get(i);
                split.below = byPosition.get(position("nodes_treeids", "nodes_truenodeids", i));
                split.above = byPosition.get(position("nodes_treeids", "nodes_falsenodeids", i));
            }
            default -> throw new IOException("models are not exported with nodes of mode " + mode);
        }
    }

    private Position position(String tree, String node, int i) {
        return new Position(longs(tree).get(i), longs(node).get(i));
    }

    private List<Long> longs(String name) {
        return attributes.get(name).getIntsList();
    }

    private List<Float> floats(String name) {
        return attributes.get(name).getFloatsList();
    }

    /** For each row the sum of the leaves it falls into, for each target. */
    float[][] answer(float[][] features) {
        List<Float> base = floats("base_values");
        float[][] answers = new float[features.length][base.size()];
        for (int row = 0; row < features.length; row++) {
            double[] sums = base.stream().mapToDouble(Float::doubleValue).toArray();
            for (Split root : roots) {
                leaf(root, features[row]).weights.forEach((target, weight) -> sums[target] += weight);
            }
            for (int target = 0; target < sums.length; target++) {
                answers[row][target] = (float) sums[target];
            }
        }
        return answers;
    }

    private static Split leaf(Split root, float[] row) {
        Split split = root;
        while (split.below != null) {
            split = row[split.feature] <= split.threshold ? split.below : split.above;
        }
        return split;
    }
}
