package io.jenkins.plugins.mlsteps.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.deploy.CurrentRevision;
import io.jenkins.plugins.mlsteps.deploy.Release;
import io.jenkins.plugins.mlsteps.deploy.Rollout;
import io.jenkins.plugins.mlsteps.deploy.Target;
import io.jenkins.plugins.mlsteps.deploy.promotion.Decision;
import io.jenkins.plugins.mlsteps.gate.attestation.KeyDirectory;
import io.jenkins.plugins.mlsteps.gate.attestation.SigningKey;
import io.jenkins.plugins.mlsteps.gate.attestation.SigningKeys;
import io.jenkins.plugins.mlsteps.gate.attestation.VerdictFiles;
import io.jenkins.plugins.mlsteps.model.ModelTree;
import io.jenkins.plugins.mlsteps.record.Deployment;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.ModelCard;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.spec.Binder;
import io.jenkins.plugins.mlsteps.spec.DeploySpec;
import io.jenkins.plugins.mlsteps.spec.administration.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/**
 * Whatever happens around a deployment — verdicts forged, replayed or swapped, files changed, people deciding, the host dying
 * after any turn — nothing serves that the policy forbids. The target is a simple one: what it does with a release is told
 * elsewhere; that it gets one at all is told here.
 */
class DeployStepPropertiesTest {
    private static final SigningKey STRANGER = SigningKey.generate();
    private static final int MOST_TURNS = 60;

    private enum Event {
        NOTHING,
        HOST_DIES,
        FILE_CHANGES,
        FILE_CHANGES_BACK,
        VERDICT_PASSES,
        VERDICT_FAILS,
        VERDICT_IS_FORGED,
        VERDICT_OF_ANOTHER_MODEL,
        VERDICT_VANISHES,
        ANN_APPROVES,
        BOB_APPROVES,
        AUTHOR_APPROVES,
        OUTSIDER_APPROVES,
        ANN_REJECTS,
        ANN_OVERRIDES,
        OUTSIDER_OVERRIDES
    }

    /** One deployment in a workspace of its own, and what truly happened to it. */
    private static final class World implements Target, AutoCloseable {
        private final Path root;
        private final TestHost host;
        private final SigningKeys keys;
        private final TestDesk desk = new TestDesk();
        private final String judged;
        private final Set<String> approvals = new HashSet<>();
        private boolean passed;
        private boolean overridden;
        private Release served;
        private boolean serving;

        World(Policy policy) throws IOException {
            root = Files.createTempDirectory("deploy");
            host = TestHost.production(root, policy);
            keys = KeyDirectory.in(root.resolve("home"));
            Files.createDirectories(model());
            write("weights");
            ModelTree tree = ModelTree.of(model());
            judged = tree.digest();
            Json.write(
                    MlDirectory.in(root).modelCard("churn"),
                    new ModelCard("churn", judged, "onnx", null, 7, tree.files(), null, null, null));
        }

        private Path model() {
            return MlDirectory.in(root).model("churn");
        }

        private void write(String weights) throws IOException {
            Files.writeString(model().resolve("model.onnx"), weights);
        }

        private void verdict(String digest, boolean pass, SigningKey key) throws IOException {
            Verdict.Check check = new Verdict.Check("auc >= 0.9", pass, "0.95", ">= 0.9", "because", null);
            Verdict verdict = new Verdict(
                    "quality", "churn", digest, pass, List.of(check), null, null, null, null, "test", "mlsteps", Instant.now()).ofJob("churn");
            VerdictFiles.write(MlDirectory.in(root), verdict, key);
        }

        private void approve(String person, String group) {
            desk.decisions.add(Decision.approve(person, List.of(group), Instant.now()));
            if (group.equals("managers")) {
                approvals.add(person);
            }
        }

        void happens(Event event) throws IOException {
            switch (event) {
                case FILE_CHANGES -> write("other weights");
                case FILE_CHANGES_BACK -> write("weights");
                case VERDICT_PASSES -> {
                    verdict(judged, true, keys.signing());
                    passed = true;
                }
                case VERDICT_FAILS -> verdict(judged, false, keys.signing());
                case VERDICT_IS_FORGED -> verdict(judged, true, STRANGER);
                case VERDICT_OF_ANOTHER_MODEL -> verdict("sha256:" + "c".repeat(64), true, keys.signing());
                case VERDICT_VANISHES -> Files.deleteIfExists(
                        MlDirectory.in(root).gate("quality").resolve("verdict.dsse.json"));
                case ANN_APPROVES -> approve("ann", "managers");
                case BOB_APPROVES -> approve("bob", "managers");
                case AUTHOR_APPROVES -> approve("mia", "managers");
                case OUTSIDER_APPROVES -> approve("zoe", "interns");
                case ANN_REJECTS -> desk.decisions.add(Decision.reject("ann", List.of("managers"), "no", Instant.now()));
                case ANN_OVERRIDES -> {
                    desk.decisions.add(Decision.override("ann", "outage", Instant.now()));
                    overridden = true;
                }
                case OUTSIDER_OVERRIDES -> desk.decisions.add(
                        new Decision(Decision.Kind.OVERRIDE, "zoe", List.of(), false, "please", Instant.now()));
                default -> {
                    // Nothing that the world would notice.
                }
            }
        }

        DeployStep step() {
            DeploySpec spec = Binder.bind(
                    DeploySpec.class, Map.of("name", "churn", "model", "churn", "environment", "production"));
            return new DeployStep(host, spec, desk, keys, this);
        }

        @Override
        public String kind() {
            return "local";
        }

        @Override
        public String strategy() {
            return "at once";
        }

        @Override
        public Optional<CurrentRevision> current(String environment, String endpoint) {
            return Optional.empty();
        }

        @Override
        public Rollout advance(Release release) throws IOException {
            if (!ModelTree.of(model()).digest().equals(release.digest())) {
                return Rollout.failed("the copy is not what was promised");
            }
            served = release;
            serving = true;
            return Rollout.serving("http://127.0.0.1:1", null);
        }

        @Override
        public String rollBack(Release release) {
            serving = false;
            return "nothing serves";
        }

        void assertAllowed(Policy policy) {
            if (served == null || overridden) {
                return;
            }
            if (!policy.gates().isEmpty()) {
                assertThat(passed).as("a passing, authentic verdict existed").isTrue();
                assertThat(served.digest()).isEqualTo(judged);
            }
            Set<String> counted = new HashSet<>(approvals);
            if (policy.approvals().notAuthor()) {
                counted.remove("mia");
            }
            assertThat(counted).hasSizeGreaterThanOrEqualTo(policy.approvals().count());
        }

        @Override
        public void close() throws IOException {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Property(tries = 300)
    void nothingServesThatThePolicyForbids(
            @ForAll("policies") Policy policy, @ForAll("events") List<Event> events) throws Exception {
        try (World world = new World(policy)) {
            DeployState saved = world.step().initial();
            boolean ended = false;
            for (int turns = 0; turns < MOST_TURNS && !ended; turns++) {
                Event event = turns < events.size() ? events.get(turns) : Event.NOTHING;
                world.happens(event);
                try {
                    Turn<DeployState, DeployResult> turn = world.step().advance(saved);
                    ended = turn.result().isPresent();
                    saved = event == Event.HOST_DIES
                            ? saved
                            : Json.parse(Json.line(turn.state()), DeployState.class);
                } catch (StepFailure e) {
                    assertThat(e).hasMessageStartingWith("deployEndpoint 'churn' in production: ");
                    ended = true;
                }
            }
            Statistics.label("served, overridden").collect(world.served != null, world.overridden);
            world.assertAllowed(policy);
            assertRecorded(world, ended);
        }
    }

    private static void assertRecorded(World world, boolean ended) throws IOException {
        Path file = MlDirectory.in(world.root).deployment("production", "churn");
        if (ended) {
            Deployment written = Json.read(file, Deployment.class);
            assertThat(written.status() == Deployment.Status.DEPLOYED).isEqualTo(world.serving);
            assertThat(written.history()).isNotEmpty();
        }
    }

    @Provide
    Arbitrary<Policy> policies() {
        return Arbitraries.of(
                new Policy(List.of("quality"), 24.0, null, null, null),
                new Policy(List.of("quality"), null, new Policy.Approvals(2, "managers", true), null, null),
                new Policy(List.of("quality"), null, new Policy.Approvals(1, "managers", false), "absoluteOnly", null),
                new Policy(null, null, new Policy.Approvals(2, "managers", true), null, null));
    }

    /** Mostly good news at first, so that many deployments get far; then anything. */
    @Provide
    Arbitrary<List<Event>> events() {
        Arbitrary<List<Event>> usual = Arbitraries.frequencyOf(
                        Tuple.of(4, Arbitraries.just(Event.VERDICT_PASSES)),
                        Tuple.of(2, Arbitraries.of(Event.ANN_APPROVES, Event.BOB_APPROVES)),
                        Tuple.of(3, Arbitraries.of(Event.class)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
        Arbitrary<List<Event>> rest = Arbitraries.frequencyOf(
                        Tuple.of(3, Arbitraries.of(Event.ANN_APPROVES, Event.BOB_APPROVES)),
                        Tuple.of(2, Arbitraries.of(Event.NOTHING, Event.HOST_DIES)),
                        Tuple.of(1, Arbitraries.of(Event.class)))
                .list()
                .ofMaxSize(20);
        return usual.flatMap(first -> rest.map(
                then -> Stream.concat(first.stream(), then.stream()).toList()));
    }
}
