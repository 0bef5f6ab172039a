package io.jenkins.plugins.mlsteps.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.mlsteps.deploy.kubernetes.ApplyingServer;
import io.jenkins.plugins.mlsteps.deploy.kubernetes.ManifestSchema;
import io.jenkins.plugins.mlsteps.deploy.kubernetes.Releases;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.StudyRecord;
import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.spec.Binder;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import io.jenkins.plugins.mlsteps.spec.administration.Administration;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile;
import io.jenkins.plugins.mlsteps.workload.kubeflow.KatibController;
import io.jenkins.plugins.mlsteps.workload.kubeflow.ExperimentManifest;
import io.jenkins.plugins.mlsteps.workload.kubeflow.Experiments;
import io.jenkins.plugins.mlsteps.workload.kubeflow.KatibController.Outcome;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Cluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Katib's controller is a stand-in that knows Katib's rules; the API is fabric8's mock of one. */
class KatibStepTest {
    private static final List<Map<String, Object>> SPACE = List.of(
            Map.of("type", "uniform", "name", "x", "min", -1.0, "max", 1.0),
            Map.of("type", "logUniform", "name", "lr", "min", 1e-5, "max", 0.1),
            Map.of("type", "intRange", "name", "depth", "min", 1, "max", 9),
            Map.of("type", "choice", "name", "opt", "values", List.of("sgd", "adam")));

    private final ApplyingServer server = new ApplyingServer();
    private final List<JsonNode> jobs = new ArrayList<>();

    @TempDir
    Path workspace;

    private TestHost host;
    private KatibController katib;

    @BeforeEach
    void install() {
        ComputeProfile profile = ComputeProfile.of(ComputeProfile.Type.kubernetes);
        host = new TestHost(workspace)
                .with(new Administration(Map.of(), Map.of("gpu", profile), Map.of()))
                .in(any -> Releases.cluster(server.client()));
        katib = katib((trial, job) -> Outcome.succeeded(loss(job)));
    }

    @AfterEach
    void stop() throws Exception {
        OpenStudies.close(workspace.resolve("ml/tune/bowl"));
        server.close();
    }

    @Test
    void fillsTheStudyWithKatibsTrialsAndReturnsTheBest() throws Exception {
        TuneResult result = tune(Map.of("trials", 12, "parallel", 6));

        List<Trial> trials = trials();
        assertThat(trials).hasSize(12).allMatch(trial -> trial.state() == Trial.State.COMPLETE);
        assertThat(trials).allSatisfy(trial -> {
            assertThat(trial.params().get("depth")).isInstanceOf(Integer.class);
            assertThat(trial.value()).isEqualTo(Math.abs(((Number) trial.params().get("x")).doubleValue()));
        });
        Trial best = trials.stream().min((a, b) -> Double.compare(a.value(), b.value())).orElseThrow();
        assertThat(result.trial()).isEqualTo(best.number());
        assertThat(result.params()).containsEntry("x", best.params().get("x"));
        assertThat(study().best()).isEqualTo(best.number());
        assertThat(study().importance()).containsKey("x");
        assertThat(host.lines()).anyMatch(line -> line.contains(": Katib's optimal trial: trial " + best.number() + " ("));
        assertThat(katib.experiments()).isEmpty();
    }

    @Test
    void aTrialIsAJobWithItsValuesInTheCommandAndTheEnvironment() throws Exception {
        tune(Map.of(
                "trials", 1,
                "command", "train --lr=${lr} --fixed=${fixed} $HOME",
                "params", Map.of("fixed", "a b", "layers", List.of(64, 32)),
                "env", Map.of("MODE", "fast"),
                "gpu", 2,
                "timeoutMinutes", 5));

        JsonNode job = jobs.get(0);
        ManifestSchema.of("Job").requireValid(job);
        assertThat(job.path("spec").path("activeDeadlineSeconds").asInt()).isEqualTo(300);
        JsonNode containers = job.path("spec").path("template").path("spec").path("containers");
        assertThat(containers).hasSize(1);
        JsonNode train = containers.path(0);
        String lr = variable(job, "ML_PARAM_LR");
        assertThat(train.path("args").path(0).asText()).isEqualTo("{\ntrain --lr=" + lr + " --fixed='a b' $HOME\n}");
        assertThat(train.path("resources").path("limits").path("nvidia.com/gpu").asText()).isEqualTo("2");
        JsonNode params = Json.mapper().readTree(variable(job, "ML_PARAMS"));
        assertThat(params.path("lr").asDouble()).isEqualTo(Double.parseDouble(lr));
        assertThat(params.path("depth").isInt()).isTrue();
        assertThat(params.path("opt").asText()).isIn("sgd", "adam");
        assertThat(params.path("fixed").asText()).isEqualTo("a b");
        assertThat(variable(job, "ML_TRIAL")).startsWith("bowl-7-");
        assertThat(variable(job, "ML_PARAM_LAYERS")).isEqualTo("[64,32]");
        assertThat(variable(job, "MODE")).isEqualTo("fast");
    }

    @Test
    void trialsThatEndOtherwiseAreStatesOfTheirOwn() throws Exception {
        List<Outcome> outcomes = List.of(
                new Outcome("Failed", "Job has failed", null),
                new Outcome("EarlyStopped", "Trial is early stopped", "7"),
                new Outcome("MetricsUnavailable", "Metrics are not available", "unavailable"),
                new Outcome("Succeeded", "", "nan"),
                new Outcome("Succeeded", "", "0.5"));
        List<String> order = new ArrayList<>();
        katib = katib((trial, job) -> {
            if (!order.contains(trial)) {
                order.add(trial);
            }
            return Optional.of(outcomes.get(order.indexOf(trial)));
        });
        TuneResult result = tune(Map.of("trials", 5, "parallel", 1));

        assertThat(result.value()).isEqualTo(0.5);
        assertThat(trials())
                .extracting(Trial::state)
                .containsExactly(Trial.State.FAILED, Trial.State.PRUNED, Trial.State.FAILED, Trial.State.NOT_FINITE, Trial.State.COMPLETE);
        assertThat(trials().get(0).reason()).isEqualTo("Katib says Failed: Job has failed");
        assertThat(trials().get(2).reason()).isEqualTo("the command printed no loss=… that Katib could read");
    }

    /** Katib's own filter, which gp keeps, makes an empty text of {@code nan} and a sign of {@code -inf}. */
    @ParameterizedTest
    @CsvSource({"tpe, nan, NaN", "tpe, -inf, -Infinity", "gp, nan, NaN", "gp, -inf, NaN"})
    void aTrialWhoseLastValueIsNotFiniteEndsNothing(String algorithm, String printed, String reason) throws Exception {
        List<String> seen = new ArrayList<>();
        katib = katib((trial, job) -> {
            seen.add(trial);
            return Optional.of(new Outcome("Succeeded", "", trial.equals(seen.get(0)) ? printed : "0.5"));
        });
        TuneResult result = tune(Map.of("trials", 2, "algorithm", algorithm, "space", SPACE.subList(1, 2), "command", "train ${lr}"));

        assertThat(result.value()).isEqualTo(0.5);
        assertThat(trials()).extracting(Trial::state).containsExactly(Trial.State.NOT_FINITE, Trial.State.COMPLETE);
        assertThat(trials().get(0).reason()).isEqualTo("loss is " + reason);
    }

    @Test
    void anExperimentThatKatibGivesUpFailsTheStepInKatibsWords() {
        katib = katib((trial, job) -> Optional.empty());
        assertThatThrownBy(() -> TestHost.drive(
                        () -> step(Map.of()), TestBodies.none(), state -> {
                            if (((KatibState) state).created()) {
                                katib.fail("Suggestion is failed");
                            }
                        }))
                .hasMessageContaining("Katib says that Experiment bowl-7-")
                .hasMessageContaining("failed: Suggestion is failed");
        assertThat(katib.experiments()).hasSize(1);
    }

    @Test
    void anExperimentThatSomebodyDeletesIsNotMadeAgain() {
        katib = katib((trial, job) -> Optional.empty());
        assertThatThrownBy(() -> TestHost.drive(() -> step(Map.of()), TestBodies.none(), state -> {
                    if (!((KatibState) state).numbers().isEmpty()) {
                        delete();
                    } else {
                        reconcile();
                    }
                }))
                .hasMessageContaining("somebody deleted Experiment bowl-7-");
        assertThat(katib.experiments()).isEmpty();
    }

    @Test
    void abortingDeletesTheExperiment() throws Exception {
        KatibStep step = step(Map.of());
        KatibState named = step.advance(step.initial()).state();
        KatibState created = step.advance(named).state();
        assertThat(katib.experiments()).hasSize(1);
        // A process that died after it had created the Experiment creates no second one.
        assertThat(step(Map.of()).advance(named).state()).isEqualTo(created);
        assertThat(katib.experiments()).hasSize(1);

        step.abort(created, "stopped by mia");

        assertThat(katib.experiments()).isEmpty();
        assertThat(workspace.resolve("ml/tune/bowl/study.json")).isNotEmptyFile();
    }

    @Test
    void whatABuildThatIsNoMoreLeftSearchingIsDeleted() throws Exception {
        leave("left", host.controller(), 6);
        leave("foreign", "somebody else", 6);
        leave("alive", host.controller(), 7);

        KatibState state = created(step(Map.of()));

        assertThat(host.lines()).contains("deleted Experiment left, which build 6 left behind");
        assertThat(katib.experiments())
                .extracting(experiment -> experiment.getMetadata().getName())
                .containsExactlyInAnyOrder("foreign", "alive", state.experiment());
    }

    @Test
    void whatAnAbortCouldNotDeleteIsDeletedByTheNextSearchThoughItsBuildGoesOn() throws Exception {
        KatibState stopped = created(step(Map.of()));
        Cluster cluster = Releases.cluster(server.client());
        host.in(any -> away(cluster));
        assertThatThrownBy(() -> step(Map.of()).abort(stopped, "stopped by mia")).hasMessage("the server is away");
        host.in(any -> cluster);

        KatibState next = created(step(Map.of()));

        assertThat(katib.experiments())
                .extracting(experiment -> experiment.getMetadata().getName())
                .containsExactly(next.experiment());
    }

    private static Cluster away(Cluster cluster) {
        return new Cluster() {
            @Override
            public String identity() {
                return cluster.identity();
            }

            @Override
            public String defaultNamespace() throws IOException {
                return cluster.defaultNamespace();
            }

            @Override
            public KubernetesClient client() throws IOException {
                throw new IOException("the server is away");
            }
        };
    }

    private void leave(String name, String controller, int build) throws IOException {
        Map<String, String> labels = Map.of(
                "controller", controller, "job", host.build().job(), "build", Integer.toString(build), "step", "bowl");
        ComputeProfile profile = ComputeProfile.of(ComputeProfile.Type.kubernetes);
        new Experiments(Releases.cluster(server.client()), "default")
                .create(new ExperimentManifest(name, spec(Map.of()), "true", profile, labels).build());
    }

    private static KatibState created(KatibStep step) throws Exception {
        return step.advance(step.advance(step.initial()).state()).state();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "algorithm | nsga2 | Katib has no nsga2; it has auto, cmaes, gp, grid, random, sobol, tpe",
                "algorithm | grid | Katib's grid takes values in steps; 'x' has none",
                "objective | val/auc | Katib reads metrics whose names have letters, digits and _|- only",
                "pruner | asha | Katib has no asha; it has median",
                "repeats | 3 | Katib runs each parameter set once",
                "maxMinutes | 5 | Katib stops by trials and by 'targetValue'",
                "model | w | no files come back from Katib's trials",
                "retries | 2 | Katib's trials run once",
                "seed | -1 | Katib takes seeds from 0",
            })
    void refusesWhatKatibCannotExpress(String parameter, String value, String why) {
        Object typed = value.matches("-?\\d+") ? (Object) Integer.valueOf(value) : value;
        assertThatThrownBy(() -> step(Map.of(parameter, typed)))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("parameter '" + parameter + "' does not go with engine 'katib': " + why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "sobol; {'type':'logUniform','name':'x','min':0.1,'max':1}; Katib's sobol has no logarithmic ranges; 'x' is one",
                "cmaes; {'type':'intRange','name':'x','min':1,'max':9,'log':true}; Katib's cmaes has no logarithmic ranges; 'x' is one",
                "sobol; {'type':'intRange','name':'x','min':1,'max':9}; Katib's sobol never tries the largest of a range",
                "gp; {'type':'uniform','name':'x','min':1,'max':2}; Katib's gp takes every range of real numbers for logarithmic",
                "gp; {'type':'intRange','name':'x','min':1,'max':9,'step':2}; Katib's gp takes whole numbers without steps",
                "gp; {'type':'intRange','name':'x','min':1,'max':9,'log':true}; Katib's gp takes whole numbers without steps",
                "gp; {'type':'logUniform','name':'x','min':1,'max':1}; Katib's gp takes no range of one value",
                "random; {'type':'intRange','name':'x','min':1,'max':9,'step':2}; Katib's random counts steps from 0",
                "random; {'type':'uniform','name':'x','min':0.05,'max':1,'step':0.1}; Katib's random counts steps from 0",
                "auto; {'type':'logUniform','name':'x','min':1e-12,'max':1}; Katib's tpe begins logarithmic ranges at 1.0E-10",
                "auto; {'type':'uniform','name':'mlstepsTrial','min':0,'max':1}; have a parameter of this name already",
            })
    void refusesWhatKatibWouldSearchOtherwise(String algorithm, String dimension, String why) throws Exception {
        Map<?, ?> first = Json.mapper().readValue(dimension.replace('\'', '"'), Map.class);
        Map<?, ?> second = Map.of("type", "intRange", "name", "n", "min", 0, "max", 8);
        assertThatThrownBy(() -> step(Map.of("algorithm", algorithm, "space", List.of(first, second), "command", "train")))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(why);
    }

    /** Sums of 0.1 are beyond 0.3 before three of them are added: Katib's own way to count would leave it out. */
    @Test
    void aGridEndsWithItsPoints() throws Exception {
        List<Map<String, Object>> space = List.of(
                Map.of("type", "uniform", "name", "x", "min", 0, "max", 0.3, "step", 0.1),
                Map.of("type", "intRange", "name", "n", "min", 1, "max", 6, "step", 4));

        assertThat(tune(Map.of("algorithm", "grid", "parallel", 9, "space", space)).trials()).isEqualTo(8);
        assertThat(trials()).allMatch(trial -> trial.state() == Trial.State.COMPLETE);
    }

    @Test
    void anExperimentWithoutACompleteTrialStaysToBeLookedAt() {
        katib = katib((trial, job) -> Optional.of(new Outcome("Failed", "Job has failed", null)));

        assertThatThrownBy(() -> tune(Map.of("trials", 2)))
                .hasMessageContaining("none of 2 trials was completed (2 FAILED)")
                .hasMessageMatching(".* \\(Experiment bowl-7-\\w+ is still there to be looked at\\)");
        assertThat(katib.experiments()).hasSize(1);
    }

    @Test
    void refusesConstraintsConditionsBodiesAndValuesThatAreNoWords() {
        assertThatThrownBy(() -> step(Map.of("constraints", List.of("x > 0")))).hasMessageContaining("'constraints'");
        assertThatThrownBy(() -> step(Map.of("enqueue", List.of(Map.of("x", 0))))).hasMessageContaining("'enqueue'");
        assertThatThrownBy(() -> step(Map.of("params", Map.of("x", 0)))).hasMessageContaining("'params'");
        assertThatThrownBy(() -> step(Map.of("upload", List.of("data.csv")))).hasMessageContaining("'upload'");
        assertThatThrownBy(() -> step(Map.of("space", List.of(
                        SPACE.get(3),
                        Map.of("type", "uniform", "name", "x", "min", 0, "max", 1, "when", "opt == 'sgd'")))))
                .hasMessageContaining("leave out 'when'");
        assertThatThrownBy(() -> step(Map.of("space", List.of(
                        Map.of("type", "choice", "name", "opt", "values", List.of("a b"))))))
                .hasMessageContaining("'a b' may have letters");
        assertThatThrownBy(() -> new KatibStep(host, spec(Map.of()), true)).hasMessageContaining("choose one");
        assertThatThrownBy(() -> step(Map.of("compute", "cpu"))).hasMessageContaining("did you mean 'gpu'?");
    }

    private void delete() {
        try {
            new Experiments(Releases.cluster(server.client()), "default")
                    .remove(katib.experiments().get(0).getMetadata().getName());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private TuneResult tune(Map<String, Object> parameters) throws Exception {
        return TestHost.drive(() -> step(parameters), TestBodies.none(), state -> reconcile());
    }

    private void reconcile() {
        try {
            katib.reconcile();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private KatibController katib(KatibController.Runs runs) {
        return new KatibController(server.client(), "default", (trial, job) -> {
            jobs.add(job);
            return runs.look(trial, job);
        });
    }

    private KatibStep step(Map<String, Object> parameters) {
        return new KatibStep(host, spec(parameters), false);
    }

    private static TuneSpec spec(Map<String, Object> parameters) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "name", "bowl",
                "objective", "loss",
                "direction", "minimize",
                "space", SPACE,
                "engine", "katib",
                "compute", "gpu",
                "image", "trainer:1",
                "command", "echo loss=${x}"));
        all.putAll(parameters);
        return Binder.bind(TuneSpec.class, all);
    }

    private static double loss(JsonNode job) {
        return Math.abs(Double.parseDouble(variable(job, "ML_PARAM_X")));
    }

    private static String variable(JsonNode job, String name) {
        for (JsonNode variable : job.path("spec").path("template").path("spec").path("containers").path(0).path("env")) {
            if (variable.path("name").asText().equals(name)) {
                return variable.path("value").asText();
            }
        }
        throw new AssertionError("no variable " + name);
    }

    private List<Trial> trials() throws Exception {
        Map<Integer, Trial> last = new TreeMap<>();
        for (String line : Files.readAllLines(workspace.resolve("ml/tune/bowl/trials.jsonl"))) {
            Trial trial = Json.mapper().readValue(line, Trial.class);
            last.put(trial.number(), trial);
        }
        return List.copyOf(last.values());
    }

    private StudyRecord study() throws Exception {
        return Json.read(workspace.resolve("ml/tune/bowl/study.json"), StudyRecord.class);
    }
}
