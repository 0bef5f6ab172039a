package io.jenkins.plugins.mlsteps.model.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlsteps.spec.BaselineReference;
import io.jenkins.plugins.mlsteps.spec.BaselineReference.Registered;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MlflowRegistryTest {
    @TempDir
    Path downloads;

    private TrackingServer server;

    @BeforeEach
    void start() throws IOException {
        server = new TrackingServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void findsTheVersionThatAnAliasPointsAt() throws Exception {
        RegisteredModel model = find("models:/churn@champion").orElseThrow();

        assertThat(model.title()).isEqualTo("churn version 3");
        assertThat(model.digest()).isEqualTo("sha256:" + "cd".repeat(32));
        assertThat(model.metrics()).containsEntry("auc", 0.9).containsEntry("drift", Double.NaN);
        assertThat(model.predictions()).isNull();
    }

    @Test
    void findsAVersionByItsNumber() throws Exception {
        assertThat(find("models:/churn/3").orElseThrow().version()).isEqualTo("3");
    }

    @Test
    void bringsThePredictionsThatTheRunLogged() throws Exception {
        server.artifact("predictions.csv", "id,label,score\n1,1,0.9\n");

        assertThat(find("models:/churn@champion").orElseThrow().predictions())
                .isEqualTo(downloads.resolve("predictions.csv"))
                .hasContent("id,label,score\n1,1,0.9\n");
    }

    @Test
    void aModelOrAnAliasThatDoesNotExistYetIsNoModel() throws Exception {
        assertThat(find("models:/other@champion")).isEmpty();
        assertThat(find("models:/churn@challenger")).isEmpty();
    }

    @Test
    void aVersionThatDoesNotExistIsAnErrorForItWasOnceWrittenDown() {
        assertThatThrownBy(() -> find("models:/churn/4"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("404 RESOURCE_DOES_NOT_EXIST");
    }

    @Test
    void sendsTheTokenAndSaysWhatToDoWhenItIsRefused() throws Exception {
        server.require("Bearer s3cret");

        assertThatThrownBy(() -> find("models:/churn@champion"))
                .hasMessageContaining("answered 401")
                .hasMessageContaining("give the registry a credential");
        RegistryAccess access = RegistryAccess.withToken(server.uri() + "/", "s3cret");
        assertThat(access.registry().find(registered("models:/churn@champion"), downloads)).isPresent();
        assertThat(access.toString()).doesNotContain("s3cret");
    }

    @Test
    void sendsAUserAndAPassword() throws Exception {
        server.require("Basic bWlhOnMzY3JldA==");

        RegistryAccess access = RegistryAccess.withPassword(server.uri(), "mia", "s3cret");
        assertThat(access.registry().find(registered("models:/churn@champion"), downloads)).isPresent();
    }

    @Test
    void aServerThatIsNoTrackingServerIsAnError() {
        server.answer("/api/2.0/mlflow/registered-models/alias?name=churn&alias=champion", "<html>Welcome</html>");

        assertThatThrownBy(() -> find("models:/churn@champion")).hasMessageContaining("is this an MLflow tracking server?");
    }

    @Test
    void aServerThatIsNotThereIsAnError() {
        String gone = server.uri();
        server.close();

        assertThatThrownBy(() -> RegistryAccess.open(gone).registry().find(registered("models:/churn@champion"), downloads))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be asked");
    }

    @Test
    void aVersionWithoutARunHasNoMetricsToCompareWith() {
        server.answer(
                "/api/2.0/mlflow/registered-models/alias?name=churn&alias=champion",
                "{\"model_version\":{\"name\":\"churn\",\"version\":\"1\"}}");

        assertThatThrownBy(() -> find("models:/churn@champion")).hasMessageContaining("was made by no run");
    }

    private Optional<RegisteredModel> find(String reference) throws Exception {
        return RegistryAccess.open(server.uri()).registry().find(registered(reference), downloads);
    }

    private static Registered registered(String reference) {
        return (Registered) BaselineReference.of(reference);
    }
}
