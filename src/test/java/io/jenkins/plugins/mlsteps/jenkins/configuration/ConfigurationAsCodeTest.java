package io.jenkins.plugins.mlsteps.jenkins.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfiguratorException;
import io.jenkins.plugins.casc.misc.junit.jupiter.AbstractRoundTripTest;
import io.jenkins.plugins.mlsteps.spec.administration.Administration;
import io.jenkins.plugins.mlsteps.spec.administration.Environment;
import io.jenkins.plugins.mlsteps.spec.administration.RequiredGate;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class ConfigurationAsCodeTest extends AbstractRoundTripTest {
    @Override
    protected String configResource() {
        return "environments.yaml";
    }

    @Override
    protected void assertConfiguredAsExpected(JenkinsRule jenkins, String configuration) {
        Administration administration = MlConfiguration.get().administration();
        Environment production = administration.environments().get("production");
        assertThat(production.tier()).isEqualTo(Environment.Tier.production);
        assertThat(production.target().compute()).isEqualTo("gpu-cluster");
        assertThat(production.policy().gates()).extracting(RequiredGate::name).containsExactly("quality");
        assertThat(production.policy().maxAgeHours()).isEqualTo(24.5);
        assertThat(production.policy().approvals().count()).isEqualTo(2);
        assertThat(production.policy().freeze().get(0).from()).isEqualTo("16:00");
        assertThat(administration.compute().get("gpu-cluster").limits().maxGpus()).isEqualTo(8);
        assertThat(administration.credentials()).containsOnlyKeys("registry-token");
        assertThat(administration.prices().get("gpu-cluster").gpuHour()).isEqualTo(2.5);
        assertThat(administration.registry().uri()).isEqualTo("https://mlflow.example.com");
    }

    @Override
    protected String stringInLogExpected() {
        return "mlSteps";
    }

    @Test
    void everyKeyOfAnAdministratorIsExported() throws Exception {
        for (RecordComponent key : Administration.class.getRecordComponents()) {
            String getter = "get" + key.getName().substring(0, 1).toUpperCase(Locale.ROOT) + key.getName().substring(1);
            assertThat(MlConfiguration.class.getMethod(getter).getReturnType()).isEqualTo(YamlSection.class);
        }
    }

    @Test
    void whatIsExportedDefinesTheSameAgainAndAWrongKeyIsNamed(JenkinsRule jenkins) throws Exception {
        ConfigurationAsCode.get().configure(getClass().getResource("environments.yaml").toExternalForm());
        Administration first = MlConfiguration.get().administration();
        ByteArrayOutputStream exported = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(exported);
        String yaml = exported.toString(StandardCharsets.UTF_8);
        String section = yaml.substring(yaml.indexOf("  mlSteps:"));
        section = "unclassified:\n" + section.split("\n  (?=\\S)")[0] + "\n";
        MlConfiguration.get().keep("");

        Path file = Files.writeString(tempFolder.resolve("again.yaml"), section);
        ConfigurationAsCode.get().configure(file.toUri().toString());
        assertThat(MlConfiguration.get().administration()).isEqualTo(first);

        Path wrong = Files.writeString(tempFolder.resolve("wrong.yaml"), section.replace("gates:", "gatez:"));
        assertThatThrownBy(() -> ConfigurationAsCode.get().configure(wrong.toUri().toString()))
                .isInstanceOf(ConfiguratorException.class)
                .hasMessageContaining("unknown key 'gatez' under 'environments.production.policy'");
        assertThat(MlConfiguration.get().administration()).isEqualTo(first);
    }
}
