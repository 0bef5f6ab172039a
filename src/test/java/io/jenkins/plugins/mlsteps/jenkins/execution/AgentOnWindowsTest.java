package io.jenkins.plugins.mlsteps.jenkins.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hudson.FilePath;
import hudson.model.Result;
import hudson.remoting.Launcher;
import hudson.remoting.Which;
import hudson.slaves.DumbSlave;
import hudson.slaves.JNLPLauncher;
import hudson.slaves.SlaveComputer;
import io.jenkins.plugins.mlsteps.jenkins.RuntimeOption;
import io.jenkins.plugins.mlsteps.jenkins.configuration.MlConfiguration;
import io.jenkins.plugins.mlsteps.jenkins.record.BuildRecords;
import io.jenkins.plugins.mlsteps.report.ledger.Ledger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * An agent whose Java is one for Windows, under Wine: {@code WINDOWS_JAVA} has the words that start it, separated by spaces, such as
 * {@code wine /opt/windows/jre/bin/java.exe}.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there every agent of this machine is one")
class AgentOnWindowsTest {
    private static final String AGENT = "windows";
    private static final String JAVA = System.getenv("WINDOWS_JAVA");

    /** In a directory whose name cmd would read something into. */
    private static final String ROOT = "agent (x86) & co";

    private static final String FORMS =
            """
            node('windows') {
                writeFile(file: 'data.csv', text: 'a,b,y\\n' + (0..199).collect { i -> "${i * 37 % 101},${i * 7 % 90 + i},${i < 100 ? 'no' : 'yes'}" }.join('\\n'))
                trainModel(name: 'body', model: 'out') {
                    bat 'mkdir out & echo weights> out\\\\w.bin & rem auc=0.1'
                    bat 'copy out\\\\w.bin "%ML_OUTPUT_DIR%" & echo auc=0.93'
                }
                trainModel(name: 'command', env: [MINE: 'a+b'], command: '''echo weights> "%ML_MODEL_DIR%\\\\w.bin"
                    echo mine is %MINE%, loss=0.5''')
                trainModel(name: 'nocode', data: 'data.csv', target: 'y', params: [family: 'linear'], seed: 7)
                tuneHyperparams(name: 'tune-body', objective: 'score', direction: 'maximize', trials: 3, parallel: 2,
                    space: [uniform(name: 'x', min: 0, max: 1)]) { bat '@echo score=%ML_PARAM_X%' }
                tuneHyperparams(name: 'tune-command', objective: 'score', direction: 'maximize', trials: 3, parallel: 2,
                    params: [text: '50% & "more"'], space: [uniform(name: 'x', min: 0, max: 1)], command: 'echo ${text}> %ML_TRIAL%.txt & echo score=${x}')
                tuneHyperparams(name: 'tune-nocode', objective: 'cv_accuracy', direction: 'maximize', trials: 2, data: 'data.csv', target: 'y',
                    params: [family: 'linear'], space: [uniform(name: 'c', min: 1, max: 9)])
                tuneHyperparams(name: 'tune-elsewhere', objective: 'score', direction: 'maximize', trials: 2, parallel: 2, label: 'windows',
                    upload: ['data.csv'], space: [uniform(name: 'x', min: 0, max: 1)]) {
                    bat '@echo score=%ML_PARAM_X% & copy data.csv "%ML_OUTPUT_DIR%"'
                }
                evaluateGate(name: 'quality', model: 'nocode', rules: ['accuracy >= 0.5', 'latency_p95_ms < 1000'])
                deployEndpoint(name: 'churn', model: 'nocode', environment: 'staging')
                catchError(buildResult: 'SUCCESS') { trainModel(name: 'none', command: 'nosuchprogram') }
                catchError(buildResult: 'SUCCESS') { trainModel(name: 'seven', command: 'exit /b 7') }
                echo "texts ${readFile('0.txt')}"
            }
            """;

    /** For which a build waits after a restart for an agent under Wine to be back; a test of Jenkins gives it 15 seconds. */
    private static final String AGENT_TIME = "-Dorg.jenkinsci.plugins.workflow.support.pickles.ExecutorPickle.timeoutForNodeMillis=300000";

    /** Until there is a file {@code go}. */
    private static final String WAITS =
            "node('windows') { trainModel(name: 'm', command: 'echo x>> starts\\n:wait\\nif not exist go goto wait\\necho auc=0.9') }";

    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension()
            .withTimeout(1800)
            .javaOptions(RuntimeOption.VALUE, AGENT_TIME);

    @TempDir
    private Path files;

    private Process agent;

    @Test
    void everyFormOfTheStepsRunsAndIsDurable() throws Throwable {
        if (JAVA == null) {
            System.out.println("not tested here: agents on Windows: WINDOWS_JAVA names no Java for Windows");
        }
        assumeTrue(JAVA != null);
        controller.startJenkins();
        String root = windows(files.resolve(ROOT));
        String secret = controller.runRemotely(AgentOnWindowsTest::addAgent, root);
        startAgent(secret);
        controller.runRemotely(AgentOnWindowsTest::runForms);
        controller.runRemotely(AgentOnWindowsTest::startOthers);
        controller.stopJenkinsForcibly();
        stopAgent();
        controller.startJenkins();
        startAgent(secret);
        controller.runRemotely(AgentOnWindowsTest::stopOne);
        Files.createFile(files.resolve(ROOT).resolve("workspace/waits/go"));
        controller.runRemotely(AgentOnWindowsTest::finishTheOther);
    }

    @AfterEach
    void stopAgent() throws Exception {
        if (agent != null) {
            agent.destroyForcibly().waitFor();
        }
    }

    @AfterEach
    void stopServer() {
        processes(windows(files.resolve("home"))).forEach(ProcessHandle::destroyForcibly);
    }

    /** Wine has the root of this machine as its drive Z. */
    private static String windows(Path path) {
        return "Z:" + path.toString().replace('/', '\\');
    }

    private static String addAgent(JenkinsRule jenkins, String root) throws Throwable {
        MlConfiguration.get().keep("environments: { staging: { target: { type: local, port: 0 } } }");
        DumbSlave slave = new DumbSlave(AGENT, root, new JNLPLauncher(false));
        slave.setNumExecutors(4);
        jenkins.jenkins.addNode(slave);
        return ((SlaveComputer) slave.toComputer()).getJnlpMac();
    }

    private void startAgent(String secret) throws Exception {
        Path jar = files.resolve("agent.jar");
        if (!Files.exists(jar)) {
            Files.copy(Which.jarFile(Launcher.class).toPath(), jar);
        }
        List<String> command = new ArrayList<>(List.of(JAVA.split(" ")));
        command.addAll(List.of(
                "-jar", windows(jar), "-url", controller.getUrl().toString(), "-name", AGENT, "-secret", secret, "-webSocket"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(files.toFile())
                .redirectErrorStream(true)
                .redirectOutput(files.resolve("agent.log").toFile());
        builder.environment().put("MLSTEPS_HOME", windows(files.resolve("home")));
        agent = builder.start();
    }

    private static void runForms(JenkinsRule jenkins) throws Throwable {
        WorkflowRun build = start(jenkins, "forms", FORMS);
        jenkins.waitForCompletion(build);
        jenkins.assertBuildStatusSuccess(build);
        assertThat(JenkinsRule.getLog(build))
                .contains("mine is a+b", "texts \"50% & \"\"more\"\"\"", "trainModel 'none' failed", "exit code 7");
        Ledger records = BuildRecords.find(build).orElseThrow().records();
        assertThat(records.trainings().get(0).record().orElseThrow().metrics()).containsExactly(entry("auc", 0.93));
        assertThat(records.studies()).hasSize(4).allSatisfy(study -> assertThat(study.trials())
                .allMatch(trial -> trial.value() != null));
        assertThat(records.verdicts()).hasSize(1).allMatch(verdict -> verdict.passed());
        Path archive = build.getArtifactsDir().toPath().resolve("ml");
        assertThat(archive.resolve("train/body/output/w.bin")).content().startsWith("weights");
        assertThat(archive.resolve("train/command/model/w.bin")).content().startsWith("weights");
        assertThat(archive.resolve("train/nocode/model/model.onnx")).isNotEmptyFile();
        assertThat(archive.resolve("tune/tune-elsewhere/trials/1/output/data.csv")).isNotEmptyFile();
        URI server = URI.create(records.deployments().get(0).url());
        HttpResponse<Void> ready = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(server.resolve("/v2/health/ready")).build(), HttpResponse.BodyHandlers.discarding());
        assertThat(ready.statusCode()).isEqualTo(200);
    }

    private static void startOthers(JenkinsRule jenkins) throws Throwable {
        for (String name : List.of("waits", "stopped")) {
            WorkflowRun build = start(jenkins, name, WAITS);
            Until.holds(build, () -> workspace(jenkins, name).child("starts").exists());
        }
    }

    private static void stopOne(JenkinsRule jenkins) throws Throwable {
        WorkflowRun build = build(jenkins, "stopped");
        Until.holds(build, () -> jenkins.jenkins.getComputer(AGENT).isOnline());
        assertThat(processes("\\workspace\\stopped\\")).isNotEmpty();
        build.doStop();
        jenkins.waitForCompletion(build);
        jenkins.assertBuildStatus(Result.ABORTED, build);
        Until.holds(() -> processes("\\workspace\\stopped\\").isEmpty());
    }

    /** Processes of Windows are processes of this machine under Wine. */
    private static List<ProcessHandle> processes(String argument) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(argument))
                .toList();
    }

    private static void finishTheOther(JenkinsRule jenkins) throws Throwable {
        WorkflowRun build = build(jenkins, "waits");
        jenkins.waitForCompletion(build);
        jenkins.assertBuildStatusSuccess(build);
        assertThat(workspace(jenkins, "waits").child("starts").readToString()).isEqualToIgnoringNewLines("x");
        assertThat(BuildRecords.find(build).orElseThrow().records().trainings().get(0).record().orElseThrow().metrics()).containsExactly(entry("auc", 0.9));
    }

    private static WorkflowRun start(JenkinsRule jenkins, String name, String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job.scheduleBuild2(0).waitForStart();
    }

    private static WorkflowRun build(JenkinsRule jenkins, String job) {
        return jenkins.jenkins.getItemByFullName(job, WorkflowJob.class).getBuildByNumber(1);
    }

    private static FilePath workspace(JenkinsRule jenkins, String job) {
        return jenkins.jenkins.getNode(AGENT).getWorkspaceFor(jenkins.jenkins.getItemByFullName(job, WorkflowJob.class));
    }
}
