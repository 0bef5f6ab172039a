package io.jenkins.plugins.mlsteps.jenkins.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import hudson.model.Result;
import io.jenkins.plugins.mlsteps.jenkins.configuration.MlConfiguration;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class BuildHostTest {
    private static final String KUBECONFIG =
            """
            apiVersion: v1
            kind: Config
            current-context: forged
            clusters: [{ name: forged, cluster: { server: 'http://127.0.0.1:%d' } }]
            users: [{ name: forged, user: { token: forged } }]
            contexts: [{ name: forged, context: { cluster: forged, user: forged } }]
            """;

    @Test
    void aJenkinsfileDoesNotChooseTheKubeconfigThatTheControllerReads(JenkinsRule jenkins, @TempDir Path home)
            throws Exception {
        AtomicInteger requests = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(403, -1);
            exchange.close();
        });
        server.start();
        try {
            Path forged = Files.writeString(
                    Files.createDirectories(home.resolve(".kube")).resolve("config"),
                    KUBECONFIG.formatted(server.getAddress().getPort()));
            MlConfiguration.get().keep("compute: { gpu: { type: kubernetes, context: forged } }");
            WorkflowJob job = jenkins.createProject(WorkflowJob.class);
            job.setDefinition(new CpsFlowDefinition(
                    """
                    node {
                        withEnv(['KUBECONFIG=%s', 'HOME=%s']) {
                            trainModel(name: 'm', command: 'true', compute: 'gpu', image: 'busybox')
                        }
                    }
                    """
                            .formatted(forged, home),
                    true));
            WorkflowRun build = job.scheduleBuild2(0).get();
            jenkins.assertBuildStatus(Result.FAILURE, build);
            assertThat(JenkinsRule.getLog(build)).contains("context 'forged'").doesNotContain(home.toString());
            assertThat(requests).hasValue(0);
        } finally {
            server.stop(0);
        }
    }
}
