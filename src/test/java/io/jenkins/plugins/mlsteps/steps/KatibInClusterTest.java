package io.jenkins.plugins.mlsteps.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.jenkins.plugins.mlsteps.cluster.CustomKind;
import io.jenkins.plugins.mlsteps.cluster.RoleContract;
import io.jenkins.plugins.mlsteps.deploy.kubernetes.Releases;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.StudyRecord;
import io.jenkins.plugins.mlsteps.spec.Binder;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import io.jenkins.plugins.mlsteps.spec.administration.Administration;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile;
import io.jenkins.plugins.mlsteps.workload.kubeflow.KatibController;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search by Katib in a real cluster, with a stand-in of its controller; the Jobs of its trials run, and what they print is read. */
class KatibInClusterTest extends RoleContract {
    @TempDir
    Path workspace;

    private TestHost host;
    private KatibController katib;

    KatibInClusterTest() {
        super("katib-role.yaml");
    }

    @BeforeEach
    void prepare() throws Exception {
        for (ResourceDefinitionContext kind : KatibController.kinds()) {
            CustomKind.define(cluster.client(), kind);
        }
        ComputeProfile profile = new ComputeProfile(
                ComputeProfile.Type.kubernetes, null, null, null, namespace, null, null, null, null, null, null, null, null, null,
                null, null, null, null, null);
        host = new TestHost(workspace)
                .with(new Administration(Map.of(), Map.of("gpu", profile), Map.of()))
                .in(any -> Releases.cluster(user));
        katib = new KatibController(cluster.client(), namespace, new KatibJobs(cluster.client(), namespace));
    }

    @AfterEach
    void close() throws Exception {
        OpenStudies.close(workspace.resolve("ml/tune/bowl"));
    }

    /** Each trial runs once though the host forgets all but its state. */
    @Override
    protected String everything() throws Exception {
        TuneResult result = tune();

        assertThat(result.trials()).isEqualTo(3);
        StudyRecord study = Json.read(workspace.resolve("ml/tune/bowl/study.json"), StudyRecord.class);
        assertThat(study.states()).isEqualTo(Map.of("COMPLETE", 3));
        double x = ((Number) result.params().get("x")).doubleValue();
        assertThat(result.value()).isEqualTo(x);
        assertThat(katib.experiments()).isEmpty();
        assertThat(cluster.client().batch().v1().jobs().inNamespace(namespace).list().getItems()).hasSize(3);
        return "done";
    }

    @Override
    protected boolean isDispensable(String verbAndResource) {
        return verbAndResource.equals("list experiments");
    }

    @Test
    void whoMayNotLookForWhatOtherBuildsLeftIsToldTheVerbAndSearchesAllTheSame() throws Exception {
        grantAllBut("list experiments");

        assertThat(everything()).isEqualTo("done");
        assertThat(host.lines()).anyMatch(line -> line.startsWith("Experiments of builds that are no more were not looked for: ")
                && line.contains("grants the verb 'list' on 'experiments'"));
    }

    private TuneResult tune() throws Exception {
        Map<String, Object> parameters = new HashMap<>(Map.of(
                "name", "bowl",
                "objective", "loss",
                "direction", "minimize",
                "space", List.of(Map.of("type", "uniform", "name", "x", "min", 0.0, "max", 1.0)),
                "engine", "katib",
                "compute", "gpu",
                "image", "trainer:1",
                "trials", 3,
                "parallel", 2));
        parameters.put("command", "echo loss=$ML_PARAM_X of $ML_TRIAL");
        TuneSpec spec = Binder.bind(TuneSpec.class, parameters);
        return TestHost.drive(() -> new KatibStep(host, spec, false), TestBodies.none(), state -> {
            try {
                katib.reconcile();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }
}
