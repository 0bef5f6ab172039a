package io.jenkins.plugins.mlsteps.model.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlsteps.model.ModelTree;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.spec.BaselineReference;
import io.jenkins.plugins.mlsteps.spec.BaselineReference.Registered;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRegistryTest {
    @TempDir
    Path workspace;

    @TempDir
    Path home;

    @Test
    void numbersVersionsAndKeepsThemWhenTheWorkspaceChanges() throws Exception {
        train("first", 0.9);
        String first = register();
        train("second", 0.95);
        String second = register();

        assertThat(List.of(first, second)).containsExactly("1", "2");
        assertThat(registry().versions()).containsEntry("churn", List.of("1", "2"));
        assertThat(find("models:/churn/1").metrics()).containsEntry("auc", 0.9);
        assertThat(find("models:/churn/1").predictions()).content().contains("first");
        assertThat(find("models:/churn/2").metrics()).containsEntry("auc", 0.95);
    }

    @Test
    void anAliasPointsAtOneVersionAtATime() throws Exception {
        train("first", 0.9);
        register();
        register();

        registry().alias("churn", "champion", "1");
        assertThat(find("models:/churn@champion").version()).isEqualTo("1");
        registry().alias("churn", "champion", "2");
        assertThat(find("models:/churn@champion").version()).isEqualTo("2");
        assertThat(registry().find(registered("models:/churn@challenger"), home)).isEmpty();
        assertThat(registry().find(registered("models:/other@champion"), home)).isEmpty();
        assertThatThrownBy(() -> registry().alias("churn", "champion", "7")).hasMessageContaining("has no version 7");
        assertThatThrownBy(() -> find("models:/churn/7")).hasMessageContaining("has no version 7");
    }

    @Test
    void doesNotRegisterAModelThatChangedAfterItsTraining() throws Exception {
        train("first", 0.9);
        Files.writeString(workspace.resolve("ml/train/churn/model/weights"), "other");

        assertThatThrownBy(this::register).hasMessageContaining("only a model that did not change can be registered");
        assertThat(registry().versions().get("churn")).isEmpty();
        assertThatThrownBy(() -> registry().register(MlDirectory.in(workspace), "nothing", "churn"))
                .hasMessageContaining("there is no trained model 'nothing'");
    }

    @Test
    void thoseWhoRegisterAtOnceGetDifferentVersions() throws Exception {
        train("first", 0.9);

        List<String> versions = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> {
                    try {
                        return register();
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();

        assertThat(versions).doesNotHaveDuplicates().hasSize(8);
    }

    private void train(String content, double auc) throws Exception {
        Path model = Files.createDirectories(workspace.resolve("ml/train/churn/model"));
        Files.writeString(model.resolve("weights"), content);
        Files.writeString(workspace.resolve("p.csv"), "label,prediction\n1," + content + "\n");
        Files.writeString(
                workspace.resolve("ml/train/churn/record.json"),
                "{\"name\":\"churn\",\"status\":\"SUCCEEDED\",\"digest\":\"" + ModelTree.of(model).digest()
                        + "\",\"predictions\":\"p.csv\",\"metrics\":{\"auc\":" + auc + "}}");
    }

    private String register() throws Exception {
        return registry().register(MlDirectory.in(workspace), "churn", "churn");
    }

    private FileRegistry registry() {
        return FileRegistry.in(home);
    }

    private RegisteredModel find(String reference) throws Exception {
        return registry().find(registered(reference), home).orElseThrow();
    }

    private static Registered registered(String reference) {
        return (Registered) BaselineReference.of(reference);
    }
}
