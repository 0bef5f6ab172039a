package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.cli.session.Frame;
import io.jenkins.plugins.mlsteps.spec.Parameter;
import io.jenkins.plugins.mlsteps.spec.Word;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code withCredentials}. */
@Word(value = "withCredentials", doc = "Run steps that may read secrets, which the log never shows.")
public record WithCredentialsStep(
        @Parameter(value = "string, usernamePassword and file bindings.", required = true)
                List<CredentialBinding> bindings)
        implements BlockStep {
    @Override
    public Object run(StepCall call) throws Exception {
        List<Path> files = new ArrayList<>();
        try {
            Frame frame = call.frame();
            for (CredentialBinding binding : bindings) {
                frame = frame.with(variables(call, binding, files));
            }
            return call.body().in(frame);
        } finally {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static Map<String, String> variables(StepCall call, CredentialBinding binding, List<Path> files)
            throws IOException {
        String secret = call.session().secret(binding.credentialsId());
        Map<String, String> variables = binding.variables(secret);
        variables.values().forEach(call.session().console().secrets()::add);
        if (binding instanceof CredentialBinding.SecretFile wanted) {
            Path file = secretFile(call, secret);
            files.add(file);
            return Map.of(wanted.variable(), file.toString());
        }
        return variables;
    }

    private static Path secretFile(StepCall call, String secret) throws IOException {
        Path directory = Files.createDirectories(call.session().files().temporary());
        Path file = Files.createTempFile(
                directory,
                "secret",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, secret);
    }
}
