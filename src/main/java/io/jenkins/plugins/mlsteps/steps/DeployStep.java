package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.deploy.Target;
import io.jenkins.plugins.mlsteps.deploy.promotion.ApprovalDesk;
import io.jenkins.plugins.mlsteps.deploy.promotion.GateEvidence;
import io.jenkins.plugins.mlsteps.deploy.promotion.Promotion;
import io.jenkins.plugins.mlsteps.deploy.promotion.PromotionEvent;
import io.jenkins.plugins.mlsteps.deploy.promotion.PromotionProcess;
import io.jenkins.plugins.mlsteps.deploy.promotion.PromotionRequest;
import io.jenkins.plugins.mlsteps.deploy.promotion.Serving;
import io.jenkins.plugins.mlsteps.deploy.promotion.Stage;
import io.jenkins.plugins.mlsteps.gate.attestation.KeyDirectory;
import io.jenkins.plugins.mlsteps.gate.attestation.SigningKeys;
import io.jenkins.plugins.mlsteps.host.Build;
import io.jenkins.plugins.mlsteps.host.Host;
import io.jenkins.plugins.mlsteps.host.Restored;
import io.jenkins.plugins.mlsteps.host.UnreachableException;
import io.jenkins.plugins.mlsteps.host.configuration.ConfigException;
import io.jenkins.plugins.mlsteps.spec.DeploySpec;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.administration.Policy;
import io.jenkins.plugins.mlsteps.steps.DeployState.Phase;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.ApiFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Promotes a trained model into an environment: finds it, checks the evidence its policy asks for, collects people's
 * decisions, makes sure that what is shipped is what was judged, lets the target serve it, and rolls back when it is not
 * healthy. The record is written whatever happens.
 */
public final class DeployStep implements StepMachine<DeployState, DeployResult> {
    private final Host host;
    private final DeploySpec spec;
    private final ApprovalDesk desk;
    private final SigningKeys keys;
    private final Supplier<Target> definedTarget;

    /** As it was defined when the model was shipped, or when the step was resumed after that; null where there was no environment. */
    private Target target;

    private UndefinedEnvironment undefined;

    private String lastProblem;

    /**
     * @param desk how the host asks people
     * @throws SpecException when the environment's target is of a type that cannot be deployed to
     */
    public DeployStep(Host host, DeploySpec spec, ApprovalDesk desk) {
        this(host, spec, desk, KeyDirectory.standard(), (Path) null);
    }

    /**
     * @param keys of the host; verdicts signed by those it trusts count
     * @param home where the machine that owns the workspace keeps its endpoints; null for its standard place
     */
    public DeployStep(Host host, DeploySpec spec, ApprovalDesk desk, SigningKeys keys, Path home) {
        this(host, spec, desk, keys, () -> Targets.of(host, spec.environment(), Targets.environment(host, spec), home));
    }

    DeployStep(Host host, DeploySpec spec, ApprovalDesk desk, SigningKeys keys, Target target) {
        this(host, spec, desk, keys, () -> target);
    }

    private DeployStep(Host host, DeploySpec spec, ApprovalDesk desk, SigningKeys keys, Supplier<Target> definedTarget) {
        this.host = host;
        this.spec = host.masking().of(spec, "reason");
        this.desk = desk;
        this.keys = keys;
        this.definedTarget = definedTarget;
        try {
            this.target = definedTarget.get();
        } catch (UndefinedEnvironment e) {
            undefined = e;
        }
    }

    /** As it is now: people may change it while others think. */
    private Policy policy() {
        return Targets.environment(host, spec).policy();
    }

    private PromotionProcess process() {
        return new PromotionProcess(policy());
    }

    private Deliberation deliberation() {
        return new Deliberation(host, spec, desk, policy());
    }

    private Delivery delivery() {
        return new Delivery(host, spec, target);
    }

    @Override
    public Class<DeployState> stateType() {
        return DeployState.class;
    }

    /** @throws SpecException when there is no such environment */
    @Override
    public DeployState initial() {
        requireEnvironment();
        return DeployState.initial();
    }

    private void requireEnvironment() {
        if (undefined != null) {
            throw undefined;
        }
    }

    @Override
    public Turn<DeployState, DeployResult> advance(DeployState state) throws IOException, InterruptedException {
        if (state.phase() != Phase.COLLECT_DECISIONS && state.phase() != Phase.SHIP) {
            requireEnvironment();
        }
        return switch (state.phase()) {
            case FIND_MODEL -> findModel(state);
            case CHECK_EVIDENCE -> knowingWhatServes(state);
            case COLLECT_DECISIONS, SHIP -> whileDefined(state);
            case ROLL_OUT -> delivery().rollOut(state);
            case ROLL_BACK -> delivery().rollBack(state);
            case WRITE_DOWN -> writeDown(state);
        };
    }

    private Turn<DeployState, DeployResult> findModel(DeployState state) throws IOException, InterruptedException {
        ShippedModel model = look();
        if (model.problem() != null) {
            throw new StepFailure(title(spec) + model.problem());
        }
        Restored restores = host.build().restores();
        if (restores != null) {
            requireWhatServed(restores, model.digest());
        }
        requireMeans();
        String revision = RevisionName.of(host.build(), model.digest());
        say((restores == null ? "promotes" : "brings back") + " model '" + spec.model() + "' (" + model.digest()
                + ") as revision " + revision);
        return now(state.requested(Promotion.of(request(model.digest(), revision), now()), revision));
    }

    private void requireMeans() throws IOException, InterruptedException {
        try {
            target.requireMeans();
        } catch (UnreachableException e) {
            throw e;
        } catch (IOException e) {
            throw new StepFailure(title(spec) + e.getMessage());
        }
    }

    /** Other code than the step that was asked for may run in the build, such as a library of a folder. */
    private void requireWhatServed(Restored restores, String digest) {
        if (!restores.isBy(spec.environment(), spec.name(), spec.model())) {
            throw new StepFailure(title(spec) + "the build brings back model '" + restores.model() + "' under "
                    + restores.environment() + "/" + restores.endpoint() + " and deploys nothing else");
        }
        if (!restores.digest().equals(digest)) {
            throw new StepFailure(title(spec) + "what was kept of model '" + spec.model() + "' is not " + restores.digest()
                    + ", which served before, but " + digest);
        }
    }

    private PromotionRequest request(String digest, String revision) {
        Build build = host.build();
        return new PromotionRequest(
                // Of this step alone: no other promotion of the build shares its decisions, whatever the revision's name.
                spec.environment() + "/" + spec.name() + "/" + revision + "/" + UUID.randomUUID(),
                spec.name(),
                spec.environment(),
                spec.model(),
                digest,
                build.job(),
                build.authors(),
                spec.reason(),
                origin(build));
    }

    private static PromotionRequest.Origin origin(Build build) {
        if (build.replayed()) {
            return PromotionRequest.Origin.REPLAY;
        }
        return build.restores() == null ? PromotionRequest.Origin.JOB : PromotionRequest.Origin.ROLLBACK;
    }

    /** An environment that administrators took away while others think, be it by mistake, may be back at the next look. */
    private Turn<DeployState, DeployResult> whileDefined(DeployState state) throws IOException, InterruptedException {
        try {
            return state.phase() == Phase.SHIP ? knowingWhatServes(state) : solved(deliberation().advance(state));
        } catch (UndefinedEnvironment | ConfigException e) {
            if (!desk.decidesLater()) {
                throw e;
            }
            return waiting(
                    state, "waits until there is the environment again, or the build is aborted: " + e.getMessage(),
                    Deliberation.BETWEEN_LOOKS_AT_THE_DESK);
        }
    }

    private Turn<DeployState, DeployResult> knowingWhatServes(DeployState state) throws IOException, InterruptedException {
        try {
            return solved(state.phase() == Phase.SHIP ? ship(state) : checkEvidence(state));
        } catch (ApiFailure e) {
            return e.isFinal()
                    ? now(state.next(Phase.WRITE_DOWN, PromotionProcess.givenUp(state.promotion(), now(), e.getMessage())))
                    : waiting(state, "waits for the cluster: " + e.getMessage(), target.betweenLooks());
        }
    }

    private Turn<DeployState, DeployResult> solved(Turn<DeployState, DeployResult> turn) {
        lastProblem = null;
        return turn;
    }

    /** The next look may find that it is over; until then it is said once. */
    private Turn<DeployState, DeployResult> waiting(DeployState state, String problem, Duration pause) {
        if (!problem.equals(lastProblem)) {
            say(problem);
            lastProblem = problem;
        }
        return Turn.again(state, pause);
    }

    private Turn<DeployState, DeployResult> checkEvidence(DeployState state) throws IOException, InterruptedException {
        Promotion promotion = named(state.promotion());
        Promotion checked = process().on(
                promotion, new PromotionEvent.EvidenceGathered(now(), evidence(promotion), serving()));
        return now(state.continuedWith(checked));
    }

    /** As its job is called now: people may have renamed it while others thought. */
    private Promotion named(Promotion promotion) {
        return promotion.ofJob(host.build().job());
    }

    private List<GateEvidence> evidence(Promotion promotion) throws IOException, InterruptedException {
        return new RequiredEvidence(policy(), host, keys).about(promotion, this::look);
    }

    private Serving serving() throws IOException, InterruptedException {
        return target.current(spec.environment(), spec.name())
                .map(current -> new Serving(current.model(), current.digest()))
                .orElse(null);
    }

    private Turn<DeployState, DeployResult> ship(DeployState state) throws IOException, InterruptedException {
        target = definedTarget.get(); // people may have changed it too while others thought
        ShippedModel model = look();
        Promotion promotion = named(state.promotion());
        List<GateEvidence> found = evidence(promotion);
        Serving serving = serving();
        DeployState sealed = deliberation().seal(state);
        if (sealed.promotion().stage() != Stage.APPROVED) {
            return now(stopped(sealed, sealed.promotion()));
        }
        String changed = model.changedSince(sealed.promotion().request().digest());
        Promotion shipping = process().on(
                sealed.promotion().ofJob(promotion.request().job()),
                new PromotionEvent.ShippingStarted(now(), model.digest(), changed, found, serving));
        return now(
                shipping.stage() == Stage.DEPLOYING
                        ? sealed.rollingOut(shipping, now())
                        : stopped(sealed, shipping));
    }

    /** What is refused at the last moment may be overridden like everything else, at a desk that is not sealed. */
    private static DeployState stopped(DeployState sealed, Promotion promotion) {
        return sealed.continuedWith(promotion).offTheDesk();
    }

    private Turn<DeployState, DeployResult> writeDown(DeployState state) throws IOException, InterruptedException {
        Promotion promotion = state.promotion();
        DeploymentFile.write(host, spec, target, state);
        desk.close(promotion);
        if (promotion.stage() != Stage.DEPLOYED) {
            throw new StepFailure(title(spec) + inWords(promotion.stage()) + ": " + promotion.reason());
        }
        say("serves at " + state.url()
                + (state.previous() == null ? "" : " instead of revision " + state.previous()));
        return Turn.done(
                state,
                new DeployResult(
                        spec.name(),
                        spec.environment(),
                        state.url(),
                        state.revision(),
                        promotion.request().digest()));
    }

    private static String inWords(Stage stage) {
        return switch (stage) {
            case REFUSED -> "refused by the policy";
            case REJECTED -> "rejected";
            case ROLLED_BACK -> "rolled back";
            default -> "failed";
        };
    }

    @Override
    public void abort(DeployState state, String why) throws IOException, InterruptedException {
        if (state.promotion() == null) {
            return;
        }
        boolean decided = state.promotion().stage().isFinal();
        boolean rolling = !decided && (state.phase() == Phase.ROLL_OUT || state.phase() == Phase.ROLL_BACK);
        String aborted = "aborted: " + why;
        Promotion ended = decided
                ? state.promotion()
                : PromotionProcess.givenUp(state.promotion(), now(), rolling ? aborted + "; what serves is not known" : aborted);
        try {
            if (rolling) {
                String serving = delivery().takeBack(state);
                ended = PromotionProcess.givenUp(state.promotion(), now(), aborted + "; " + serving);
            }
            DeploymentFile.write(host, spec, target, state.next(Phase.WRITE_DOWN, ended));
        } finally {
            // Also where nothing can be reached any more: nobody shall be asked about it.
            desk.close(ended);
        }
    }

    private ShippedModel look() throws IOException, InterruptedException {
        String name = spec.model();
        return host.workspace().act(root -> ShippedModel.look(root, name));
    }

    private Instant now() {
        return host.clock().instant();
    }

    static Turn<DeployState, DeployResult> now(DeployState state) {
        return Turn.again(state, Duration.ZERO);
    }

    private void say(String what) {
        host.log().line(title(spec) + what);
    }

    static String title(DeploySpec spec) {
        return "deployEndpoint '" + spec.name() + "' in " + spec.environment() + ": ";
    }
}
