package io.jenkins.plugins.mlsteps.automl.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.jenkins.plugins.mlsteps.automl.learn.Model;
import io.jenkins.plugins.mlsteps.automl.tree.Tree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Trees as the parallel lists that {@code TreeEnsembleRegressor} of {@code ai.onnx.ml} takes. */
final class TreeAttributes {
    private final AttributeProto.Builder treeIds = ints("nodes_treeids");
    private final AttributeProto.Builder nodeIds = ints("nodes_nodeids");
    private final AttributeProto.Builder features = ints("nodes_featureids");
    private final AttributeProto.Builder trueNodes = ints("nodes_truenodeids");
    private final AttributeProto.Builder falseNodes = ints("nodes_falsenodeids");
    private final AttributeProto.Builder missingTrue = ints("nodes_missing_value_tracks_true");
    private final AttributeProto.Builder thresholds = floats("nodes_values");
    private final AttributeProto.Builder hitRates = floats("nodes_hitrates");
    private final AttributeProto.Builder targetTrees = ints("target_treeids");
    private final AttributeProto.Builder targetNodes = ints("target_nodeids");
    private final AttributeProto.Builder targets = ints("target_ids");
    private final AttributeProto.Builder weights = floats("target_weights");
    private final AttributeProto.Builder base = floats("base_values");
    private final List<String> modes = new ArrayList<>();
    private final Model.Trees model;

    TreeAttributes(Model.Trees model) {
        this.model = model;
        for (int id = 0; id < model.trees().size(); id++) {
            add(id, model.trees().get(id));
        }
        for (float value : model.base()) {
            base.addFloats(value);
        }
    }

    private void add(int id, Tree tree) {
        for (int node = 0; node < tree.nodes(); node++) {
            boolean leaf = tree.isLeaf(node);
            treeIds.addInts(id);
            nodeIds.addInts(node);
            modes.add(leaf ? "LEAF" : "BRANCH_LEQ");
            features.addInts(leaf ? 0 : tree.feature()[node]);
            thresholds.addFloats(leaf ? 0 : tree.threshold()[node]);
            trueNodes.addInts(leaf ? 0 : tree.left()[node]);
            falseNodes.addInts(leaf ? 0 : tree.right()[node]);
            missingTrue.addInts(0);
            hitRates.addFloats(1);
            if (leaf) {
                addLeaf(id, node, tree);
            }
        }
    }

    private void addLeaf(int id, int node, Tree tree) {
        float[] values = tree.leaf()[node];
        for (int i = 0; i < values.length; i++) {
            targetTrees.addInts(id);
            targetNodes.addInts(node);
            targets.addInts(tree.firstOutput() + i);
            weights.addFloats(values[i]);
        }
    }

    AttributeProto[] all() {
        return new AttributeProto[] {
            treeIds.build(), nodeIds.build(), features.build(), trueNodes.build(), falseNodes.build(),
            missingTrue.build(), thresholds.build(), hitRates.build(), targetTrees.build(), targetNodes.build(),
            targets.build(), weights.build(), base.build(),
            Graph.attribute("nodes_modes", Collections.unmodifiableList(modes)),
            Graph.attribute("n_targets", model.outputs()),
            Graph.attribute("post_transform", "NONE")
        };
    }

    private static AttributeProto.Builder ints(String name) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    }

    private static AttributeProto.Builder floats(String name) {
        return AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.FLOATS);
    }
}
