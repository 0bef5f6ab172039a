package io.jenkins.plugins.mlsteps.jenkins.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.FilePath;
import hudson.model.Node;
import hudson.model.Result;
import hudson.remoting.Launcher;
import hudson.remoting.Which;
import hudson.util.Secret;
import io.fabric8.kubernetes.client.Config;
import io.jenkins.plugins.mlsteps.cluster.RealCluster;
import io.jenkins.plugins.mlsteps.jenkins.configuration.MlConfiguration;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.csanchez.jenkins.plugins.kubernetes.KubernetesCloud;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;
import org.opentest4j.TestAbortedException;

/**
 * Steps on agents that the Kubernetes plugin starts as pods of a real cluster. The image of the agent is the remoting library of this
 * Jenkins.
 */
class AgentPodsTest {
    private static final String IMAGE = "agent:of-this-jenkins";
    private static final String ENTRYPOINT = "exec '%s' -jar '%s' -url \"$JENKINS_URL\" -secret \"$JENKINS_SECRET\""
            + " -name \"$JENKINS_AGENT_NAME\" -workDir \"$JENKINS_AGENT_WORKDIR\" -webSocket";
    private static final String PIPELINE =
            """
            pipeline {
                agent {
                    kubernetes {
                        yaml mlPod(image: 'training:1', podOverrides: '''
                            spec:
                              containers:
                              - { name: train, env: [{ name: WHERE, value: of-the-training }] }
                              - { name: jnlp, image: '%s', env: [{ name: WHERE, value: of-the-agent }] }
                        ''')
                        retries 2
                    }
                }
                stages {
                    stage('All') {
                        steps {
                            %s
                        }
                    }
                }
            }
            """;
    private static final String WAIT = "echo x >> starts; until [ -e go ]; do sleep 0.1; done; echo $WHERE";

    /** By the name of the job. */
    private static final Map<String, String> STEPS = Map.of(
            "command",
            """
            trainModel(name: 'churn', command: '%s; echo weights > w; echo auc=0.93', model: 'w')
            writeFile file: 'data.csv', text: 'x,y\\n' + (1..60).collect { it * 7 %% 11 + ',' + it %% 2 }.join('\\n')
            trainModel(name: 'parity', data: 'data.csv', target: 'y')
            evaluateGate(name: 'quality', model: 'churn', rules: ['auc >= 0.9'])
            """
                    .formatted(WAIT),
            "body",
            """
            container('train') {
                trainModel(name: 'churn', model: 'w') { sh '%s; echo weights > w; echo auc=0.93' }
                tuneHyperparams(name: 'lr', objective: 'score', direction: 'maximize', trials: 4, parallel: 2,
                    space: [uniform(name: 'x', min: 0, max: 1)]) { sh 'echo score=$ML_PARAM_X' }
                evaluateGate(name: 'quality', model: 'churn', rules: ['auc >= 0.9'])
            }
            """
                    .formatted(WAIT),
            "taken",
            "container('train') { trainModel(name: 'churn') { sh '%s; echo auc=0.93' } }".formatted(WAIT));

    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension()
            .withTimeout(600)
            // As the Kubernetes plugin advises: an agent for every build that waits, at once.
            .javaOptions(
                    "-Dhudson.slaves.NodeProvisioner.initialDelay=0",
                    "-Dhudson.slaves.NodeProvisioner.MARGIN=50",
                    "-Dhudson.slaves.NodeProvisioner.MARGIN0=0.85");

    @Test
    void goOnAfterTheControllerWasKilledAndAreTriedAgainAfterTheirPodWas() throws Throwable {
        RealCluster cluster = cluster();
        String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
        String agent = ENTRYPOINT.formatted(java, Which.jarFile(Launcher.class));
        cluster.kubelet().images().entrypoint(IMAGE, "sh", "-c", agent);
        try (ServerSocket free = new ServerSocket(0)) {
            controller.withPort(free.getLocalPort()); // agents look for their controller where it was
        }
        controller.startJenkins();
        Config server = cluster.client().getConfiguration();
        String url = server.getMasterUrl();
        String token = server.getOauthToken();
        String namespace = cluster.namespace("agents");
        controller.runRemotely((RealJenkinsExtension.Step) jenkins -> configure(jenkins, url, token, namespace));
        controller.runRemotely(AgentPodsTest::start);

        controller.stopJenkinsForcibly();
        controller.startJenkins();
        String pod = controller.runRemotely(AgentPodsTest::podThatIsTaken);
        cluster.client().pods().inNamespace(namespace).withName(pod).withGracePeriod(0).delete();

        controller.runRemotely(AgentPodsTest::finish);
        controller.runRemotely(AgentPodsTest::refuseACommandInAnotherContainer);
    }

    private static RealCluster cluster() throws Exception {
        try {
            return RealCluster.shared();
        } catch (TestAbortedException e) {
            System.out.println("not tested here: agents that are pods: " + e.getMessage());
            throw e;
        }
    }

    private static void configure(JenkinsRule jenkins, String url, String token, String namespace) throws Exception {
        SystemCredentialsProvider credentials = SystemCredentialsProvider.getInstance();
        credentials.getCredentials().add(new StringCredentialsImpl(CredentialsScope.GLOBAL, "token", null, Secret.fromString(token)));
        credentials.save();
        KubernetesCloud cloud = new KubernetesCloud("kubernetes");
        cloud.setServerUrl(url);
        cloud.setSkipTlsVerify(true);
        cloud.setCredentialsId("token");
        cloud.setNamespace(namespace);
        cloud.setJenkinsUrl(jenkins.getURL().toString());
        cloud.setWebSocket(true);
        jenkins.jenkins.clouds.add(cloud);
        jenkins.jenkins.setNumExecutors(0);
        MlConfiguration.get().keep("compute: { pods: { type: kubernetes, cloud: kubernetes } }");
    }

    private static void start(JenkinsRule jenkins) throws Exception {
        for (Map.Entry<String, String> steps : STEPS.entrySet()) {
            schedule(jenkins, steps.getKey(), steps.getValue());
        }
        for (String job : STEPS.keySet()) {
            Until.holds(build(jenkins, job), () -> hasStarted(jenkins, job));
        }
    }

    private static String podThatIsTaken(JenkinsRule jenkins) throws Exception {
        Until.holds(build(jenkins, "taken"), () -> hasStarted(jenkins, "taken"));
        return node(jenkins, "taken").orElseThrow().getNodeName();
    }

    private static void finish(JenkinsRule jenkins) throws Exception {
        for (String job : STEPS.keySet()) {
            Until.holds(build(jenkins, job), () -> hasStarted(jenkins, job));
            workspace(jenkins, job).child("go").write("", "UTF-8");
        }
        for (String job : STEPS.keySet()) {
            WorkflowRun build = jenkins.waitForCompletion(build(jenkins, job));
            jenkins.assertBuildStatusSuccess(build);
            assertThat(JenkinsRule.getLog(build))
                    .containsOnlyOnce("trained 'churn'")
                    .contains(job.equals("command") ? "\nof-the-agent\n" : "\nof-the-training\n");
        }
        for (String job : new String[] {"command", "body"}) {
            Path gate = build(jenkins, job).getArtifactsDir().toPath().resolve("ml/gate/quality/verdict.json");
            assertThat(gate).content().contains("\"passed\" : true,\n  \"checks\"");
        }
        jenkins.assertLogContains("trained 'parity'", build(jenkins, "command"));
    }

    private static void refuseACommandInAnotherContainer(JenkinsRule jenkins) throws Exception {
        schedule(jenkins, "refused", "container('train') { trainModel(name: 'churn', command: 'touch ran') }");
        WorkflowRun build = jenkins.waitForCompletion(build(jenkins, "refused"));
        jenkins.assertBuildStatus(Result.FAILURE, build);
        jenkins.assertLogContains("a 'command' runs on the agent itself, not in the container of the block around it", build);
    }

    private static void schedule(JenkinsRule jenkins, String name, String steps) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(PIPELINE.formatted(IMAGE, steps), true));
        job.scheduleBuild2(0).waitForStart();
    }

    private static boolean hasStarted(JenkinsRule jenkins, String job) throws Exception {
        FilePath workspace = workspace(jenkins, job);
        return workspace != null && workspace.child("starts").exists();
    }

    private static FilePath workspace(JenkinsRule jenkins, String job) {
        return node(jenkins, job).map(node -> node.getWorkspaceFor(job(jenkins, job))).orElse(null);
    }

    /** The agent of a build: the plugin names it after the job. */
    private static Optional<Node> node(JenkinsRule jenkins, String job) {
        return jenkins.jenkins.getNodes().stream()
                .filter(node -> node.getNodeName().startsWith(job + "-"))
                .filter(node -> node.toComputer() != null && node.toComputer().isOnline())
                .findFirst();
    }

    private static WorkflowJob job(JenkinsRule jenkins, String name) {
        return jenkins.jenkins.getItemByFullName(name, WorkflowJob.class);
    }

    private static WorkflowRun build(JenkinsRule jenkins, String job) {
        return job(jenkins, job).getBuildByNumber(1);
    }
}
