package io.jenkins.plugins.mlsteps.jenkins.step;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.mlsteps.jenkins.configuration.MlConfiguration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.csanchez.jenkins.plugins.kubernetes.KubernetesCloud;
import org.csanchez.jenkins.plugins.kubernetes.PodTemplate;
import org.csanchez.jenkins.plugins.kubernetes.pipeline.PodTemplateMap;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class MlPodStepTest {
    private static JenkinsRule jenkins;

    @BeforeAll
    static void prepare(JenkinsRule rule) {
        jenkins = rule;
        MlConfiguration.get()
                .keep(
                        """
                        compute:
                          gpu:
                            type: kubernetes
                            gpu: { tolerations: ['nvidia.com/gpu:NoSchedule'] }
                            spot: { selector: { pool: spot }, tolerations: ['spot=true:NoSchedule'] }
                            limits: { maxGpus: 2 }
                        """);
    }

    @Test
    void isTheYamlOfADeclarativeAgent() throws Exception {
        KubernetesCloud cloud = new KubernetesCloud("kubernetes");
        cloud.setServerUrl("http://127.0.0.1:9");
        jenkins.jenkins.clouds.add(cloud);
        WorkflowJob job = job(
                """
                pipeline {
                    agent {
                        kubernetes {
                            yaml mlPod(gpu: 1, gpuType: 'NVIDIA-L4', spot: true, image: 'pytorch:2', memory: '8Gi')
                            defaultContainer 'train'
                        }
                    }
                    stages { stage('Train') { steps { sh 'nvidia-smi' } } }
                }
                """);
        WorkflowRun build = job.scheduleBuild2(0).waitForStart();
        Instant deadline = Instant.now().plusSeconds(120);
        while (PodTemplateMap.get().getTemplates(cloud).isEmpty()) {
            assertThat(build.isBuilding() && Instant.now().isBefore(deadline)).as(JenkinsRule.getLog(build)).isTrue();
            LockSupport.parkNanos(50_000_000);
        }
        PodTemplate template = PodTemplateMap.get().getTemplates(cloud).get(0);
        build.doStop();
        jenkins.waitForCompletion(build);

        Pod pod = Serialization.unmarshal(template.getYaml(), Pod.class);
        assertThat(pod.getSpec().getNodeSelector())
                .isEqualTo(Map.of("nvidia.com/gpu.product", "NVIDIA-L4", "pool", "spot"));
        assertThat(pod.getSpec().getTolerations())
                .extracting(toleration -> toleration.getKey() + " " + toleration.getValue() + " " + toleration.getEffect())
                .containsExactly("nvidia.com/gpu null NoSchedule", "spot true NoSchedule");
        Container train = pod.getSpec().getContainers().get(0);
        assertThat(train.getName()).isEqualTo("train");
        assertThat(train.getImage()).isEqualTo("pytorch:2");
        assertThat(train.getResources().getLimits())
                .isEqualTo(Map.of("nvidia.com/gpu", new Quantity("1"), "memory", new Quantity("8Gi")));
    }

    @Test
    void refusesMoreThanTheProfileAllows() throws Exception {
        refused("echo mlPod(gpu: 3, image: 'pytorch:2')", "compute profile 'gpu' allows 2 GPU(s)");
        refused("echo mlPod(gpu: 1)", "compute profile 'gpu' needs an image");
        refused("echo mlPod(compute: 'gpus', image: 'pytorch:2')", "'gpus' is no compute profile of type kubernetes; did you mean 'gpu'?");
    }

    @Test
    void needsNoNode() throws Exception {
        WorkflowRun build = jenkins.buildAndAssertSuccess(job("echo mlPod(image: 'pytorch:2', spot: true)"));
        for (String line : List.of("kind: Pod", "image: pytorch:2", "pool: spot")) {
            assertThat(JenkinsRule.getLog(build).replace("\"", "")).contains(line);
        }
    }

    private static void refused(String script, String why) throws Exception {
        WorkflowRun build = job(script).scheduleBuild2(0).get();
        jenkins.assertBuildStatus(Result.FAILURE, build);
        jenkins.assertLogContains(why, build);
    }

    private static WorkflowJob job(String script) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }
}
