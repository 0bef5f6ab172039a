package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.host.ArchivedBuild;
import io.jenkins.plugins.mlsteps.host.Host;
import io.jenkins.plugins.mlsteps.record.IoFailure;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.TrainRecord;
import io.jenkins.plugins.mlsteps.spec.BaselineReference.OfBuild;
import io.jenkins.plugins.mlsteps.spec.GateSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Brings what an earlier build archived of the model into the workspace, where the gate compares with it as with any file. */
record BuildBaseline(Host host, GateSpec spec, OfBuild reference) {
    BaselineSource source() throws InterruptedException {
        try {
            Optional<ArchivedBuild> build = host.builds().find(reference.which());
            if (build.isPresent()) {
                return fetched(build.get());
            }
            return isNumbered()
                    ? new BaselineSource.Useless(reference.text(), "there is no build " + reference.which() + " before this one")
                    : new BaselineSource.First(reference.text());
        } catch (IOException e) {
            return new BaselineSource.Useless(reference.text(), IoFailure.sentence(e));
        }
    }

    private boolean isNumbered() {
        return Character.isDigit(reference.which().charAt(0));
    }

    private BaselineSource fetched(ArchivedBuild build) throws IOException, InterruptedException {
        String path = "ml/train/" + spec.model() + "/record.json";
        byte[] record = bytes(build, path);
        if (record == null) {
            return new BaselineSource.Useless(
                    reference.text(),
                    "build " + build.number() + " archived no " + path + "; its Jenkinsfile needs archiveArtifacts artifacts:"
                            + " 'ml/**'");
        }
        TrainRecord training = Json.parse(new String(record, StandardCharsets.UTF_8), TrainRecord.class);
        if (training.status() != TrainRecord.Status.SUCCEEDED) {
            return new BaselineSource.Useless(
                    reference.text(),
                    "in build " + build.number() + " the training of '" + spec.model() + "' ended with " + training.status());
        }
        String copy = BaselineDirectory.file(spec, "record.json");
        FileTransfer transfer = new FileTransfer(host.workspace());
        transfer.write(copy, record);
        String title = isNumbered() ? reference.text() : reference.text() + " (build " + build.number() + ")";
        return new BaselineFile(title, copy, predictions(build, training, transfer));
    }

    private String predictions(ArchivedBuild build, TrainRecord training, FileTransfer transfer)
            throws IOException, InterruptedException {
        if (spec.baselinePredictions() != null || training.predictions() == null) {
            return spec.baselinePredictions();
        }
        String name = training.predictions().substring(training.predictions().lastIndexOf('/') + 1);
        String copy = BaselineDirectory.file(spec, name);
        Optional<InputStream> archived = build.open(training.predictions());
        if (archived.isEmpty()) {
            return null;
        }
        try (InputStream content = archived.get()) {
            transfer.write(copy, content);
        }
        return copy;
    }

    private static byte[] bytes(ArchivedBuild build, String path) throws IOException {
        Optional<InputStream> archived = build.open(path);
        if (archived.isEmpty()) {
            return null;
        }
        try (InputStream content = archived.get()) {
            return content.readAllBytes();
        }
    }
}
