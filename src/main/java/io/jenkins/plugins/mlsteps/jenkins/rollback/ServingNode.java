package io.jenkins.plugins.mlsteps.jenkins.rollback;

import hudson.model.Node;
import hudson.model.Run;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.actions.ArgumentsAction;
import org.jenkinsci.plugins.workflow.actions.WorkspaceAction;
import org.jenkinsci.plugins.workflow.flow.FlowExecution;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graph.StepNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/** Finds the node on whose machine a build made an endpoint of a {@code local} target serve. */
final class ServingNode {
    private ServingNode() {}

    /** Empty when the node is not there any more, or the build does not say which it was. */
    static Optional<Node> of(Run<?, ?> run, String environment, String endpoint) throws IOException {
        FlowExecutionOwner owner =
                run instanceof FlowExecutionOwner.Executable pipeline ? pipeline.asFlowExecutionOwner() : null;
        if (owner == null) {
            return Optional.empty();
        }
        FlowExecution execution = owner.get();
        return StreamSupport.stream(
                        new DepthFirstScanner()
                                .filteredNodes(execution, node -> deploys(node, environment, endpoint))
                                .spliterator(),
                        false)
                .flatMap(node -> around(node).stream())
                .findFirst()
                .flatMap(ServingNode::present);
    }

    private static boolean deploys(FlowNode node, String environment, String endpoint) {
        StepDescriptor step = node instanceof StepNode of ? of.getDescriptor() : null;
        Map<String, Object> arguments = ArgumentsAction.getFilteredArguments(node);
        return step != null
                && step.getFunctionName().equals("deployEndpoint")
                && environment.equals(arguments.get("environment"))
                && endpoint.equals(arguments.get("name"));
    }

    private static Optional<String> around(FlowNode node) {
        return node.getEnclosingBlocks().stream()
                .map(block -> block.getAction(WorkspaceAction.class))
                .filter(workspace -> workspace != null)
                .map(WorkspaceAction::getNode)
                .findFirst();
    }

    private static Optional<Node> present(String name) {
        Jenkins jenkins = Jenkins.get();
        return Optional.ofNullable(name.isEmpty() ? jenkins : jenkins.getNode(name));
    }
}
