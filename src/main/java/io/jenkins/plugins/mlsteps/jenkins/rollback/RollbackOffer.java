package io.jenkins.plugins.mlsteps.jenkins.rollback;

import hudson.model.Cause;
import hudson.model.CauseAction;
import hudson.model.Job;
import hudson.model.Node;
import hudson.model.Queue;
import hudson.model.Run;
import io.jenkins.plugins.mlsteps.host.Restored;
import io.jenkins.plugins.mlsteps.jenkins.configuration.MlConfiguration;
import io.jenkins.plugins.mlsteps.jenkins.configuration.MlPermissions;
import io.jenkins.plugins.mlsteps.jenkins.promotion.Person;
import io.jenkins.plugins.mlsteps.jenkins.promotion.RefusedDecision;
import io.jenkins.plugins.mlsteps.jenkins.record.BuildSummary;
import io.jenkins.plugins.mlsteps.jenkins.record.ModelVersion;
import io.jenkins.plugins.mlsteps.record.Deployment;
import io.jenkins.plugins.mlsteps.report.wording.Wording;
import io.jenkins.plugins.mlsteps.spec.Reason;
import io.jenkins.plugins.mlsteps.spec.administration.Environment;
import io.jenkins.plugins.mlsteps.spec.administration.TargetConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jenkins.model.ParameterizedJobMixIn;
import jenkins.util.VirtualFile;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;

/**
 * A version that served under an endpoint, does not any more, and may come back: what its build archived is still there.
 *
 * @param build that deployed it there and archived it
 */
public record RollbackOffer(Run<?, ?> build, BuildSummary.Endpoint endpoint) {
    private record Place(String environment, String endpoint) {}

    /** Of a version, whoever may accept them. */
    public static List<RollbackOffer> of(ModelVersion version) throws IOException {
        Map<Place, RollbackOffer> offers = new LinkedHashMap<>();
        for (ModelVersion.Deployed deployed : version.deployed()) {
            Place place = new Place(deployed.endpoint().environment(), deployed.endpoint().name());
            Optional<RollbackOffer> offer = offers.containsKey(place) ? Optional.empty() : of(deployed);
            if (offer.isPresent()) {
                offers.put(place, offer.get());
            }
        }
        for (ModelVersion.Deployed now : version.serving()) {
            offers.remove(new Place(now.endpoint().environment(), now.endpoint().name()));
        }
        return new ArrayList<>(offers.values());
    }

    /** The one for an endpoint. */
    public static Optional<RollbackOffer> of(ModelVersion version, String environment, String endpoint) throws IOException {
        return of(version).stream()
                .filter(offer -> offer.endpoint().environment().equals(environment))
                .filter(offer -> offer.endpoint().name().equals(endpoint))
                .findFirst();
    }

    /** What a build recorded anybody could have written into its workspace: this Jenkins has to vouch for it. */
    private static Optional<RollbackOffer> of(ModelVersion.Deployed deployed) throws IOException {
        BuildSummary.Endpoint endpoint = deployed.endpoint();
        Run<?, ?> run = deployed.vouched() && deployed.kept() && endpoint.status() == Deployment.Status.DEPLOYED
                ? deployed.job().getBuildByNumber(deployed.build())
                : null;
        return run != null && files(run, endpoint.model()).isDirectory()
                ? Optional.of(new RollbackOffer(run, endpoint))
                : Optional.empty();
    }

    private static VirtualFile files(Run<?, ?> run, String model) {
        return run.getArtifactManager().root().child("ml/train/" + model + "/model");
    }

    public Job<?, ?> job() {
        return build.getParent();
    }

    /** Whether the current user may accept it. */
    public boolean isForMe() {
        return job().hasPermission(MlPermissions.PROMOTE) && Person.unknown().isEmpty();
    }

    /**
     * Lets a build of the job bring the version back, under the policy of the environment.
     *
     * @param reason for the promotion log
     * @throws RefusedDecision saying why there will be no such build
     * @throws hudson.security.AccessDeniedException3 without the permission
     */
    public void accept(String reason) throws IOException {
        job().checkPermission(MlPermissions.PROMOTE);
        Person.known();
        if (reason == null || reason.isBlank()) {
            throw new RefusedDecision("a roll back needs a reason, which stays in the record");
        }
        Reason.problem(reason.strip()).ifPresent(problem -> {
            throw new RefusedDecision(problem);
        });
        Restored restored = new Restored(endpoint.environment(), endpoint.name(), endpoint.model(), endpoint.digest());
        Rollback rollback = new Rollback(build.getNumber(), restored, script(reason.strip()));
        Cause cause = new RollbackCause(inWords(), reason.strip());
        Queue.Item waiting = ParameterizedJobMixIn.scheduleBuild2(
                job(), 0, rollback, new CauseAction(new Cause.UserIdCause(), cause));
        if (waiting == null) {
            throw new RefusedDecision("job '" + job().getFullName() + "' takes no builds now: it is disabled");
        }
        Queue.getInstance().save();
    }

    private String inWords() {
        return endpoint.environment() + "/" + endpoint.name() + " to model " + endpoint.model() + " "
                + Wording.shortDigest(endpoint.digest()) + " of build #" + build.getNumber();
    }

    private String script(String reason) throws IOException {
        String step = "deployEndpoint(name: " + literal(endpoint.name()) + ", model: " + literal(endpoint.model())
                + ", environment: " + literal(endpoint.environment()) + ", reason: " + literal(reason) + ")\n";
        return isOnMachineOfAgent() ? "node(" + literal(label()) + ") {\n    " + step + "}\n" : step;
    }

    private boolean isOnMachineOfAgent() {
        Environment environment =
                MlConfiguration.get().administrationFor(job()).environments().get(endpoint.environment());
        if (environment == null) {
            throw new RefusedDecision("environment '" + endpoint.environment() + "' is not defined any more for job '"
                    + job().getFullName() + "'");
        }
        TargetConfig target = environment.target();
        return target == null || target.type() == null || target.type() == TargetConfig.Type.local;
    }

    private String label() throws IOException {
        return ServingNode.of(build, endpoint.environment(), endpoint.name())
                .map(Node::getSelfLabel)
                .map(label -> label.getExpression())
                .orElseThrow(() -> new RefusedDecision("the agent is gone on which build #" + build.getNumber()
                        + " made endpoint '" + endpoint.name() + "' serve"));
    }

    private static String literal(String text) {
        return Snippetizer.object2Groovy(text);
    }
}
