package io.jenkins.plugins.mlsteps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.cli.command.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    @TempDir
    Path workspace;

    @Test
    void namesTheEnvironmentsThatCannotBeDeployedTo() throws Exception {
        Files.writeString(
                workspace.resolve("mlsteps.yaml"),
                """
                environments:
                  staging:
                    target: { type: local }
                  edge:
                    target: { type: ssh }
                """);
        assertThat(doctor())
                .contains("– environment 'edge' has a target of type ssh, which this version cannot deploy to")
                .doesNotContain("environment 'staging' has");
    }

    @Test
    void namesTheRuleOfAPolicyThatIsNoCondition() throws Exception {
        Files.writeString(
                workspace.resolve("mlsteps.yaml"),
                """
                environments:
                  production:
                    target: { type: local }
                    policy: { gates: [{ name: quality, rules: ['accuracy >= '] }] }
                """);
        assertThat(doctor()).contains("mlsteps.yaml: 'environments.production.policy.gates': ").contains("accuracy >= ");
    }

    private String doctor() {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        Mlsteps.commandLine(new Terminal(InputStream.nullInputStream(), out, out, false))
                .execute("doctor", "--workspace", workspace.toString());
        return said.toString(StandardCharsets.UTF_8);
    }
}
