package io.jenkins.plugins.mlsteps.jenkins.execution;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.model.ParameterDefinition;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.PasswordParameterDefinition;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mlsteps.host.Build;
import io.jenkins.plugins.mlsteps.host.Builds;
import io.jenkins.plugins.mlsteps.host.GitCheckout;
import io.jenkins.plugins.mlsteps.host.Host;
import io.jenkins.plugins.mlsteps.host.JobNames;
import io.jenkins.plugins.mlsteps.host.Masking;
import io.jenkins.plugins.mlsteps.host.OwnJava;
import io.jenkins.plugins.mlsteps.host.StepLog;
import io.jenkins.plugins.mlsteps.host.Workspace;
import io.jenkins.plugins.mlsteps.jenkins.configuration.MlConfiguration;
import io.jenkins.plugins.mlsteps.jenkins.promotion.JobMoves;
import io.jenkins.plugins.mlsteps.jenkins.record.BuildRecords;
import io.jenkins.plugins.mlsteps.jenkins.rollback.Rollback;
import io.jenkins.plugins.mlsteps.record.SourceRevision;
import io.jenkins.plugins.mlsteps.spec.administration.Administration;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Clusters;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** A build on Jenkins, as a step sees it. */
final class BuildHost implements Host {
    private final Run<?, ?> run;
    private final StepWorkspace workspace;
    private final StepLog log;
    private final Map<String, String> environment;
    private final Masking masking;
    private final Build build;

    /** @throws IOException when the agent cannot be asked now */
    BuildHost(StepContext context, String step) throws IOException, InterruptedException {
        this(context, step, StepWorkspace.of(context), Map.copyOf(context.get(EnvVars.class)));
    }

    private BuildHost(StepContext context, String step, StepWorkspace workspace, Map<String, String> environment)
            throws IOException, InterruptedException {
        this(context, step, workspace, environment, source(workspace, environment));
    }

    private BuildHost(
            StepContext context, String step, StepWorkspace workspace, Map<String, String> environment, SourceRevision source)
            throws IOException, InterruptedException {
        this.run = context.get(Run.class);
        this.workspace = workspace;
        this.log = new BuildLog(
                context.get(TaskListener.class), line -> BuildRecords.of(run).progress(step, line));
        this.environment = environment;
        this.masking = Masking.none().and(secrets(context));
        this.build = new Build(
                run.getParent().getFullName(),
                run.getNumber(),
                environment.get("BUILD_URL"),
                Authors.of(run),
                builder(),
                source,
                ScriptOrigin.isEdited(run),
                Rollback.of(run).map(Rollback::restored).orElse(null));
    }

    /** Without what only the agent knows, which is away: nothing can be done in the workspace, but what runs elsewhere can be stopped. */
    static BuildHost withoutAgent(StepContext context, String step) throws IOException, InterruptedException {
        return new BuildHost(context, step, new BuildWorkspace(context), Map.of(), SourceRevision.unknown());
    }

    @Override
    public Workspace workspace() {
        return workspace;
    }

    @Override
    public StepLog log() {
        return log;
    }

    @Override
    public OwnJava java() throws IOException, InterruptedException {
        return StepWorkspace.reached(() -> OwnClasses.on(machine()));
    }

    @Override
    public OwnJava servingJava() throws IOException, InterruptedException {
        return StepWorkspace.reached(() -> OwnClasses.withRuntimeOn(machine(), log));
    }

    private FilePath machine() throws IOException, InterruptedException {
        if (!workspace.runsProcesses()) {
            throw new IOException("there is no agent to run Java on: call the step inside an agent or node block");
        }
        return workspace.directory();
    }

    @Override
    public Map<String, String> environment() {
        return environment;
    }

    @Override
    public Optional<String> secret(String id) {
        return Optional.ofNullable(CredentialsProvider.findCredentialById(id, StringCredentials.class, run, List.of()))
                .map(credentials -> credentials.getSecret().getPlainText());
    }

    @Override
    public String administrationPlace() {
        return "Manage Jenkins, ML Environments";
    }

    @Override
    public Masking masking() {
        return masking;
    }

    @Override
    public Administration administration() {
        return MlConfiguration.get().administrationFor(run.getParent());
    }

    @Override
    public Optional<String> environmentsWithheldBy() {
        boolean allowsAll = administration()
                .environments()
                .keySet()
                .containsAll(MlConfiguration.get().administration().environments().keySet());
        return allowsAll ? Optional.empty() : Optional.of("the folders around this job");
    }

    @Override
    public Build build() {
        return build.ofJob(run.getParent().getFullName()); // which may be another since the step began
    }

    @Override
    public String machineName() {
        return environment.getOrDefault("NODE_NAME", build.builder());
    }

    @Override
    public <T> Optional<T> offer(Class<T> type) {
        return type == Clusters.class ? Optional.of(type.cast(CloudClusters.of(run.getParent()))) : Optional.empty();
    }

    @Override
    public Builds builds() {
        return new EarlierBuilds(run);
    }

    @Override
    public JobNames jobNames() {
        return JobMoves.get();
    }

    @Override
    public String controller() {
        return Jenkins.get().getLegacyInstanceId();
    }

    @Override
    public boolean isAlive(int buildNumber) {
        Run<?, ?> other = run.getParent().getBuildByNumber(buildNumber);
        return other != null && other.isBuilding();
    }

    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }

    /** What blocks around the step bound to variables, and parameters that are passwords, whatever their variables hold by now. */
    private List<String> secrets(StepContext context) throws IOException, InterruptedException {
        EnvVars passwords = new EnvVars();
        sensitiveParameters().forEach(parameter -> parameter.buildEnvironment(run, passwords));
        List<String> secrets = new ArrayList<>(passwords.values());
        EnvironmentExpander bound = context.get(EnvironmentExpander.class);
        if (bound != null) {
            bound.getSensitiveVariables().stream().map(environment::get).filter(Objects::nonNull).forEach(secrets::add);
        }
        return secrets;
    }

    /** Also the defaults: a build that defines parameters has none yet, and sees these. */
    private Stream<ParameterValue> sensitiveParameters() {
        ParametersDefinitionProperty defined = run.getParent().getProperty(ParametersDefinitionProperty.class);
        Stream<ParameterValue> defaults = defined == null
                ? Stream.of()
                : defined.getParameterDefinitions().stream()
                        .filter(PasswordParameterDefinition.class::isInstance)
                        .map(ParameterDefinition::getDefaultParameterValue);
        Stream<ParameterValue> given =
                run.getActions(ParametersAction.class).stream().flatMap(action -> action.getParameters().stream());
        return Stream.concat(given, defaults).filter(Objects::nonNull).filter(ParameterValue::isSensitive);
    }

    private static String builder() {
        String url = Jenkins.get().getRootUrl();
        return url == null ? "jenkins" : url;
    }

    private static SourceRevision source(StepWorkspace workspace, Map<String, String> environment)
            throws IOException, InterruptedException {
        SourceRevision checkout = workspace.runsProcesses()
                ? workspace.act(root -> new GitCheckout(root).revision())
                : SourceRevision.unknown();
        return checkout.branch() != null
                ? checkout
                : new SourceRevision(
                        checkout.repository(), environment.get("BRANCH_NAME"), checkout.commit(), checkout.dirty());
    }
}
