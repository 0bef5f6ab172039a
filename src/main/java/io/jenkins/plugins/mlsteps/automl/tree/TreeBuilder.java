package io.jenkins.plugins.mlsteps.automl.tree;

import java.util.ArrayList;
import java.util.List;

/** Collects the nodes of a tree while it grows. */
final class TreeBuilder {
    private final List<Node> nodes = new ArrayList<>();

    /** A node whose children may not be known yet. */
    private static final class Node {
        int feature = -1;
        float threshold;
        int left = -1;
        int right = -1;
        float[] leaf;
    }

    /** @return its number */
    int addNode() {
        nodes.add(new Node());
        return nodes.size() - 1;
    }

    void leaf(int number, float[] values) {
        nodes.get(number).leaf = values;
    }

    void split(int number, int feature, float threshold, int left, int right) {
        Node node = nodes.get(number);
        node.feature = feature;
        node.threshold = threshold;
        node.left = left;
        node.right = right;
    }

    Tree build(int firstOutput) {
        int size = nodes.size();
        Tree tree = new Tree(
                new int[size], new float[size], new int[size], new int[size], new float[size][], firstOutput);
        for (int i = 0; i < size; i++) {
            Node node = nodes.get(i);
            tree.feature()[i] = node.feature;
            tree.threshold()[i] = node.threshold;
            tree.left()[i] = node.left;
            tree.right()[i] = node.right;
            tree.leaf()[i] = node.leaf;
        }
        return tree;
    }
}
