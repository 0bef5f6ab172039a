package io.jenkins.plugins.mlsteps.host.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlsteps.spec.administration.Administration;
import io.jenkins.plugins.mlsteps.spec.administration.Environment.Tier;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigFileTest {
    private static final String TEXT =
            """
            environments:
              production:
                tier: production
                target: { type: local, port: 8123 }
                policy:
                  gates: [quality]
                  approvals: { count: 2, notAuthor: true }
            registry: { uri: 'https://mlflow.example.com', username: mia, credential: mlflow }
            prices: { local: { hour: 0.1 } }
            """;

    @Test
    void aFileAndTheSameTextSayTheSame(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve(ConfigFile.NAME), TEXT);

        Administration read = ConfigFile.read(file);

        assertThat(ConfigFile.parse(TEXT, "ML Environments")).isEqualTo(read);
        assertThat(read.environments().get("production").tier()).isEqualTo(Tier.production);
        assertThat(read.environments().get("production").policy().approvals().count())
                .isEqualTo(2);
    }

    @Test
    void whereNothingIsWrittenNothingIsDefined() {
        assertThat(ConfigFile.parse("", "x")).isEqualTo(Administration.none());
        assertThat(ConfigFile.parse("# nothing yet\n", "x")).isEqualTo(Administration.none());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '¦',
            quoteCharacter = '`',
            textBlock =
                    """
            gates: [quality] ¦ gatez: [quality] ¦ ML Environments:6: unknown key 'gatez' under 'environments.production.policy'; did you mean 'gates'?
            type: local ¦ type: lokal ¦ ML Environments:4: 'environments.production.target.type' is 'lokal', allowed is local | kubernetes | kserve; did you mean 'local'?
            type: local ¦ type: shh ¦ ML Environments:4: 'environments.production.target.type' is 'shh', allowed is local | kubernetes | kserve
            count: 2 ¦ count: two ¦ ML Environments:7: 'environments.production.policy.approvals.count' is 'two', expected is a whole number
            count: 2 ¦ count: 1.5 ¦ ML Environments:7: 'environments.production.policy.approvals.count' is '1.5', expected is a whole number
            port: 8123 ¦ port: 99999 ¦ ML Environments:4: 'environments.production.target.port' is 99999, expected is a port up to 65535
            gates: [quality] ¦ gates: [~] ¦ ML Environments:5: 'environments.production.policy' has a list with an empty entry
            target: { type: local, port: 8123 } ¦ target: { port: 1 } ¦ ML Environments:2: 'environments.production' needs a target with a type
            target: { type: local, port: 8123 } ¦ target: { type: kserve, compute: gpus } ¦ ML Environments:4: 'environments.production.target.compute' names 'gpus', which
            target: { type: local, port: 8123 } ¦ target: { type: kubernetes } ¦ ML Environments:4: 'environments.production.target' of type kubernetes needs 'compute', the name of a compute profile
            gates: [quality] ¦ firstModel: apsoluteOnly ¦ ML Environments:6: 'environments.production.policy.firstModel' is 'apsoluteOnly', allowed is pass | fail | absoluteOnly; did you mean 'absoluteOnly'?
            gates: [quality] ¦ maxAgeHours: 0 ¦ ML Environments:6: 'environments.production.policy.maxAgeHours' is 0.0, expected are hours
            count: 2 ¦ count: -1 ¦ ML Environments:7: 'environments.production.policy.approvals.count' is -1
            gates: [quality] ¦ gates: quality ¦ ML Environments:6: 'environments.production.policy.gates'
            gates: [quality] ¦ gates: [{ name: quality, rulez: [auc > 0] }] ¦ ML Environments:6: unknown key 'rulez' under 'environments.production.policy.gates.0'; did you mean 'rules'?
            gates: [quality] ¦ gates: [{ name: quality, vouchesForFirstModel: true }] ¦ ML Environments:6: unknown key 'vouchesForFirstModel'
            gates: [quality] ¦ gates: [{ rules: [auc > 0] }] ¦ ML Environments:6: 'environments.production.policy.gates' needs the name of each gate
            gates: [quality] ¦ gates: [{ name: quality, rules: [' '] }] ¦ ML Environments:6: 'environments.production.policy.gates' has an empty rule for 'quality'
            gates: [quality] ¦ gates: [{ name: quality, baseline: prodction }] ¦ ML Environments:6: 'environments.production.policy.gates' names 'prodction' as the baseline of 'quality', which is no environment; did you mean 'production'? (nor models:/… or build:…)
            gates: [quality] ¦ gates: [{ name: quality, baseline: 'build:last' }] ¦ ML Environments:6: 'environments.production.policy.gates' parameter 'baseline' is 'build:last', a build is written
            gates: [quality] ¦ freeze: [{ days: [FRI], from: 16, to: '08:00' }] ¦ ML Environments:6: 'environments.production.policy.freeze' needs from and to as HH:mm
            gates: [quality] ¦ freeze: [{ from: '16:00', to: '08:00', zone: UTC }] ¦ ML Environments:6: 'environments.production.policy.freeze' needs days
            gates: [quality] ¦ freeze: [{ days: [FRI], from: '16:00', to: '08:00' }] ¦ ML Environments:6: 'environments.production.policy.freeze' needs from and to as HH:mm and an IANA time zone
            'https://mlflow.example.com' ¦ mlflow ¦ ML Environments:8: 'registry.uri' is 'mlflow', expected is https://
            , credential: mlflow ¦ ¦ ML Environments:8: 'registry.username' needs a credential
            prices: { local: ¦ prices: { gpus: ¦ ML Environments:9: 'prices.gpus' is the price of no compute profile
            hour: 0.1 ¦ hour: -1 ¦ ML Environments:9: 'prices.local' needs hour or gpuHour, 0 or more
            gates: [quality] ¦ gates: [quality ¦ ML Environments:7: expected ',' or ']', but got
            tier: production ¦ ` 	tier: production` ¦ ML Environments:3: found character
            """)
    void whatIsWrongIsNamedWithItsPlaceAndTheNearestKey(String right, String wrong, String message) {
        String text = TEXT.replace(right, wrong == null ? "" : wrong);
        assertThat(text).isNotEqualTo(TEXT);

        assertThatThrownBy(() -> ConfigFile.parse(text, "ML Environments"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(message);
    }
}
