package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.deploy.Release;
import io.jenkins.plugins.mlsteps.deploy.Rollout;
import io.jenkins.plugins.mlsteps.deploy.Target;
import io.jenkins.plugins.mlsteps.deploy.promotion.ApprovalDesk;
import io.jenkins.plugins.mlsteps.deploy.promotion.Decision;
import io.jenkins.plugins.mlsteps.deploy.promotion.EvidenceSource;
import io.jenkins.plugins.mlsteps.deploy.promotion.GateEvidence;
import io.jenkins.plugins.mlsteps.deploy.promotion.PendingPromotion;
import io.jenkins.plugins.mlsteps.deploy.promotion.Promotion;
import io.jenkins.plugins.mlsteps.deploy.promotion.PromotionEvent;
import io.jenkins.plugins.mlsteps.deploy.promotion.PromotionProcess;
import io.jenkins.plugins.mlsteps.deploy.promotion.SignedVerdicts;
import io.jenkins.plugins.mlsteps.deploy.promotion.Stage;
import io.jenkins.plugins.mlsteps.gate.attestation.KeyDirectory;
import io.jenkins.plugins.mlsteps.gate.attestation.SigningKeys;
import io.jenkins.plugins.mlsteps.host.Build;
import io.jenkins.plugins.mlsteps.host.Host;
import io.jenkins.plugins.mlsteps.host.UnreachableException;
import io.jenkins.plugins.mlsteps.spec.DeploySpec;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.administration.Policy;
import io.jenkins.plugins.mlsteps.spec.administration.RequiredGate;
import io.jenkins.plugins.mlsteps.steps.DeployState.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Promotes a trained model into an environment: finds it, checks the evidence its policy asks for, collects people's
 * decisions, makes sure that what is shipped is what was judged, lets the target serve it, and rolls back when it is not
 * healthy. The record is written whatever happens.
 */
public final class DeployStep implements StepMachine<DeployState, DeployResult> {
    private static final Duration BETWEEN_LOOKS_AT_THE_DESK = Duration.ofSeconds(2);

    private final Host host;
    private final DeploySpec spec;
    private final ApprovalDesk desk;
    private final SigningKeys keys;
    private final Policy policy;
    private final PromotionProcess process;
    private final Target target;

    /**
     * @param desk how the host asks people
     * @throws SpecException when there is no such environment, or its target is of a type that cannot be deployed to
     */
    public DeployStep(Host host, DeploySpec spec, ApprovalDesk desk) {
        this(host, spec, desk, KeyDirectory.standard(), (Path) null);
    }

    /**
     * @param keys of the host; verdicts signed by those it trusts count
     * @param home where the machine that owns the workspace keeps its endpoints; null for its standard place
     */
    public DeployStep(Host host, DeploySpec spec, ApprovalDesk desk, SigningKeys keys, Path home) {
        this(host, spec, desk, keys, Targets.of(host, spec.environment(), Targets.environment(host, spec), home));
    }

    DeployStep(Host host, DeploySpec spec, ApprovalDesk desk, SigningKeys keys, Target target) {
        this.host = host;
        this.spec = host.masking().of(spec, "reason");
        this.desk = desk;
        this.keys = keys;
        this.target = target;
        this.policy = Targets.environment(host, spec).policy();
        this.process = new PromotionProcess(policy);
    }

    @Override
    public Class<DeployState> stateType() {
        return DeployState.class;
    }

    @Override
    public DeployState initial() {
        return DeployState.initial();
    }

    @Override
    public Turn<DeployState, DeployResult> advance(DeployState state) throws IOException, InterruptedException {
        return switch (state.phase()) {
            case FIND_MODEL -> findModel(state);
            case CHECK_EVIDENCE -> checkEvidence(state);
            case COLLECT_DECISIONS -> collectDecisions(state);
            case SHIP -> ship(state);
            case ROLL_OUT -> rollOut(state);
            case ROLL_BACK -> rollBack(state);
            case WRITE_DOWN -> writeDown(state);
        };
    }

    private Turn<DeployState, DeployResult> findModel(DeployState state) throws IOException, InterruptedException {
        ShippedModel model = look();
        if (model.problem() != null) {
            throw new StepFailure(title() + model.problem());
        }
        Build build = host.build();
        String revision = RevisionName.of(build, model.digest());
        Promotion request = Promotion.request(
                spec.environment() + "/" + spec.name() + "/" + revision,
                spec.name(),
                spec.environment(),
                spec.model(),
                model.digest(),
                build.job(),
                build.author(),
                spec.reason(),
                now());
        say("promotes model '" + spec.model() + "' (" + model.digest() + ") as revision " + revision);
        return now(state.requested(build.replayed() ? request.byReplay() : request, revision));
    }

    private Turn<DeployState, DeployResult> checkEvidence(DeployState state) throws IOException, InterruptedException {
        List<GateEvidence> found = new ArrayList<>();
        if (!policy.gates().isEmpty()) {
            EvidenceSource evidence = new SignedVerdicts(host.workspace(), keys.trusted());
            for (RequiredGate gate : policy.gates()) {
                found.add(evidence.find(gate.name(), state.promotion().digest()));
            }
        }
        boolean first = target.current(spec.environment(), spec.name()).isEmpty();
        Promotion checked =
                process.on(state.promotion(), new PromotionEvent.EvidenceGathered(now(), found, first));
        return continueWith(state, checked);
    }

    /** Where a promotion leads to from the stage it reached. */
    private Turn<DeployState, DeployResult> continueWith(DeployState state, Promotion promotion) {
        Phase next =
                switch (promotion.stage()) {
                    case APPROVED -> Phase.SHIP;
                    case AWAITING_APPROVAL, REFUSED -> Phase.COLLECT_DECISIONS;
                    default -> Phase.WRITE_DOWN;
                };
        return now(state.next(next, promotion));
    }

    private Turn<DeployState, DeployResult> collectDecisions(DeployState state)
            throws IOException, InterruptedException {
        if (!state.asked()) {
            desk.open(pending(state.promotion()));
            sayWhatIsAwaited(state.promotion());
            return now(state.onTheDesk());
        }
        Promotion promotion = state.promotion();
        List<Decision> decisions;
        try {
            decisions = desk.decisions(promotion.id());
        } catch (StepFailure nobodyCanBeAsked) {
            return now(state.next(Phase.WRITE_DOWN, givenUp(promotion, nobodyCanBeAsked.getMessage())));
        }
        int seen = state.decisions();
        while (seen < decisions.size() && canBeDecided(promotion, decisions.get(seen))) {
            promotion = process.on(promotion, new PromotionEvent.Decided(decisions.get(seen++)));
        }
        DeployState decided = state.decided(promotion, seen);
        if (promotion.stage() == Stage.AWAITING_APPROVAL || mayYetBeOverridden(promotion)) {
            return Turn.again(decided, BETWEEN_LOOKS_AT_THE_DESK);
        }
        return promotion.stage() == Stage.REFUSED
                ? now(decided.next(Phase.WRITE_DOWN, promotion))
                : continueWith(decided, promotion);
    }

    private boolean mayYetBeOverridden(Promotion promotion) {
        Instant refused = promotion.history().get(promotion.history().size() - 1).time();
        return promotion.stage() == Stage.REFUSED
                && desk.decidesLater()
                && now().isBefore(refused.plus(policy.overrideWait()));
    }

    private static boolean canBeDecided(Promotion promotion, Decision decision) {
        return promotion.stage() == Stage.AWAITING_APPROVAL
                || (promotion.stage() == Stage.REFUSED && decision.kind() == Decision.Kind.OVERRIDE);
    }

    private void sayWhatIsAwaited(Promotion promotion) {
        Policy.Approvals approvals = policy.approvals();
        if (promotion.stage() == Stage.AWAITING_APPROVAL) {
            say("waits for " + approvals.count() + " approval(s)"
                    + (approvals.group() == null ? "" : " of " + approvals.group()));
        } else if (mayYetBeOverridden(promotion)) {
            say("refused by the policy: " + promotion.reason() + "; waits " + policy.overrideHours()
                    + " h for somebody who overrides it");
        }
    }

    private PendingPromotion pending(Promotion promotion) {
        List<String> unmet = promotion.stage() == Stage.REFUSED ? List.of(promotion.reason()) : List.of();
        return new PendingPromotion(
                promotion.id(),
                spec.name(),
                spec.environment(),
                spec.model(),
                promotion.digest(),
                promotion.author(),
                spec.reason(),
                policy.approvals(),
                promotion.evidence(),
                unmet);
    }

    private Turn<DeployState, DeployResult> ship(DeployState state) throws IOException, InterruptedException {
        ShippedModel model = look();
        String changed = model.changedSince(state.promotion().digest());
        Promotion shipping = process.on(
                state.promotion(), new PromotionEvent.ShippingStarted(now(), model.digest(), changed));
        return shipping.stage() == Stage.DEPLOYING
                ? now(state.rollingOut(shipping, now()))
                : continueWith(state, shipping);
    }

    private Turn<DeployState, DeployResult> rollOut(DeployState state) throws IOException, InterruptedException {
        Rollout rollout = advance(release(state));
        return switch (rollout.phase()) {
            case PENDING -> {
                host.log().progress(rollout.reason());
                yield isLate(state)
                        ? now(state.failing("not ready after " + spec.readyTimeoutSeconds() + " s: " + rollout.reason()))
                        : Turn.again(state, target.betweenLooks());
            }
            case SERVING -> {
                Promotion deployed =
                        process.on(state.promotion(), new PromotionEvent.Served(now(), rollout.url()));
                yield now(state.serving(deployed, rollout.url(), rollout.previous()));
            }
            case FAILED -> now(state.failing(rollout.reason()));
            case BUSY -> now(state.next(Phase.WRITE_DOWN, givenUp(state.promotion(), rollout.reason())));
        };
    }

    private Promotion givenUp(Promotion promotion, String why) {
        return process.on(promotion, new PromotionEvent.GivenUp(now(), PromotionProcess.TOOL, why));
    }

    private Rollout advance(Release release) throws UnreachableException, InterruptedException {
        try {
            return target.advance(release);
        } catch (UnreachableException e) {
            throw e;
        } catch (IOException e) {
            return Rollout.failed(e.getMessage());
        }
    }

    private boolean isLate(DeployState state) {
        return now().isAfter(state.began().plusSeconds(spec.readyTimeoutSeconds()));
    }

    private Turn<DeployState, DeployResult> rollBack(DeployState state)
            throws UnreachableException, InterruptedException {
        Promotion promotion;
        try {
            String why = state.failure() + "; " + target.rollBack(release(state));
            promotion = process.on(state.promotion(), new PromotionEvent.RolledBack(now(), why));
        } catch (UnreachableException e) {
            throw e;
        } catch (IOException e) {
            promotion = givenUp(
                    state.promotion(), state.failure() + "; and it could not be rolled back: " + e.getMessage());
        }
        return now(state.next(Phase.WRITE_DOWN, promotion));
    }

    private Turn<DeployState, DeployResult> writeDown(DeployState state) throws IOException, InterruptedException {
        Promotion promotion = state.promotion();
        DeploymentFile.write(host, spec, target, state);
        desk.close(promotion);
        if (promotion.stage() != Stage.DEPLOYED) {
            throw new StepFailure(title() + inWords(promotion.stage()) + ": " + promotion.reason());
        }
        say("serves at " + state.url()
                + (state.previous() == null ? "" : " instead of revision " + state.previous()));
        return Turn.done(
                state,
                new DeployResult(spec.name(), spec.environment(), state.url(), state.revision(), promotion.digest()));
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
        Promotion ended = state.promotion();
        if (!ended.stage().isFinal()) {
            boolean rolling = state.phase() == Phase.ROLL_OUT || state.phase() == Phase.ROLL_BACK;
            String serving = rolling ? "; " + target.rollBack(release(state)) : "";
            ended = givenUp(ended, "aborted: " + why + serving);
        }
        DeploymentFile.write(host, spec, target, state.next(Phase.WRITE_DOWN, ended));
        desk.close(ended);
    }

    private Release release(DeployState state) {
        Promotion promotion = state.promotion();
        Build build = host.build();
        String by = build.job() + " #" + build.number() + (build.author() == null ? "" : " (" + build.author() + ")");
        String attempt = promotion.id() + "@" + promotion.history().get(0).time();
        return new Release(
                spec.name(), spec.environment(), spec.model(), state.revision(), promotion.digest(), attempt, by);
    }

    private ShippedModel look() throws IOException, InterruptedException {
        String name = spec.model();
        return host.workspace().act(root -> ShippedModel.look(root, name));
    }

    private Instant now() {
        return host.clock().instant();
    }

    private static Turn<DeployState, DeployResult> now(DeployState state) {
        return Turn.again(state, Duration.ZERO);
    }

    private void say(String what) {
        host.log().line(title() + what);
    }

    private String title() {
        return "deployEndpoint '" + spec.name() + "' in " + spec.environment() + ": ";
    }
}
