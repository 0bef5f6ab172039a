package io.jenkins.plugins.mlsteps.cli.command;

import io.jenkins.plugins.mlsteps.cli.config.Secrets;
import io.jenkins.plugins.mlsteps.deploy.local.LocalEndpoint;
import io.jenkins.plugins.mlsteps.deploy.local.LocalEndpoints;
import io.jenkins.plugins.mlsteps.deploy.promotion.PolicyRules;
import io.jenkins.plugins.mlsteps.gate.attestation.KeyDirectory;
import io.jenkins.plugins.mlsteps.host.configuration.ConfigException;
import io.jenkins.plugins.mlsteps.host.configuration.ConfigFile;
import io.jenkins.plugins.mlsteps.record.IoFailure;
import io.jenkins.plugins.mlsteps.spec.administration.Administration;
import io.jenkins.plugins.mlsteps.spec.administration.TargetConfig;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mlsteps doctor}: what a run will need, and whether it is there. */
@Command(
        name = "doctor",
        description = "Check what this machine has of what the steps need.",
        mixinStandardHelpOptions = true)
public final class DoctorCommand implements Callable<Integer> {
    private static final long ENOUGH_DISK = 1L << 30;

    private final Terminal terminal;
    private final List<Finding> findings = new ArrayList<>();

    @Option(names = "--workspace", paramLabel = "DIR", defaultValue = ".", description = "Where runs will happen.")
    private Path workspace;

    @Option(names = "--config", paramLabel = "mlsteps.yaml", description = "What an administrator defined.")
    private Path config;

    private enum Grade {
        GOOD("✔"),
        OPTIONAL("–"),
        BAD("✘");

        private final String mark;

        Grade(String mark) {
            this.mark = mark;
        }
    }

    private record Finding(Grade grade, String what) {}

    public DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        add(Grade.GOOD, "Java " + Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " processors");
        if (File.separatorChar == '\\') {
            program("sh", Grade.OPTIONAL, "needed only by the sh step; training commands run under cmd");
        } else {
            program("sh", Grade.BAD, "the sh step and training commands need a POSIX shell");
        }
        program("git", Grade.OPTIONAL, "without it records do not name the source revision");
        program("python3", Grade.OPTIONAL, "needed only by training scripts in Python");
        disk();
        signingKey();
        configuration();
        endpoints();
        findings.forEach(finding -> terminal.out().println(finding.grade().mark + " " + finding.what()));
        return findings.stream().anyMatch(finding -> finding.grade() == Grade.BAD) ? ExitStatus.FAILED : ExitStatus.SUCCESS;
    }

    private void add(Grade grade, String what) {
        findings.add(new Finding(grade, what));
    }

    private void program(String name, Grade whenMissing, String purpose) {
        Optional<Path> found = SearchPath.find(name);
        add(found.isPresent() ? Grade.GOOD : whenMissing, found.map(path -> name + " at " + path)
                .orElse(name + " is missing: " + purpose));
    }

    private void disk() throws IOException {
        long free = Files.getFileStore(workspace).getUsableSpace();
        boolean writable = Files.isWritable(workspace);
        add(
                writable && free >= ENOUGH_DISK ? Grade.GOOD : Grade.BAD,
                "workspace " + workspace.toRealPath() + ": " + (writable ? "" : "not writable, ") + (free >> 20)
                        + " MiB free" + (free >= ENOUGH_DISK ? "" : ", less than 1 GiB"));
    }

    private void signingKey() {
        KeyDirectory keys = KeyDirectory.standard();
        try {
            keys.signing();
            add(Grade.GOOD, "verdicts are signed; their public key is " + keys.publicKeyFile());
        } catch (IOException e) {
            add(Grade.BAD, "verdicts cannot be signed: " + IoFailure.sentence(e));
        }
    }

    private void configuration() {
        Optional<Path> file = config == null ? ConfigFile.find(workspace) : Optional.of(config);
        if (file.isEmpty()) {
            add(Grade.OPTIONAL, "no " + ConfigFile.NAME + ": there is no environment to deploy to");
            return;
        }
        try {
            Administration administration = ConfigFile.read(file.get());
            PolicyRules.check(file.get().toString(), administration);
            add(Grade.GOOD, file.get() + ": environments " + administration.environments().keySet() + ", compute "
                    + administration.compute().keySet());
            targets(administration);
            credentials(administration, file.get());
        } catch (ConfigException e) {
            add(Grade.BAD, e.getMessage());
        }
    }

    private void targets(Administration administration) {
        administration.environments().forEach((name, environment) -> {
            TargetConfig.Type type = environment.target().type();
            if (!type.isImplemented()) {
                add(Grade.OPTIONAL, "environment '" + name + "' has a target of type " + type + ", which this version cannot deploy to");
            }
        });
    }

    private void credentials(Administration administration, Path file) {
        Secrets secrets =
                new Secrets(administration.credentials(), file.toAbsolutePath().getParent(), System.getenv());
        for (String id : administration.credentials().keySet()) {
            try {
                secrets.require(id);
                add(Grade.GOOD, "credential '" + id + "' is there");
            } catch (ConfigException e) {
                add(Grade.BAD, e.getMessage());
            }
        }
    }

    private void endpoints() throws IOException {
        List<LocalEndpoint> endpoints = LocalEndpoints.standard().list();
        long running = endpoints.stream().filter(LocalEndpoint::running).count();
        add(Grade.GOOD, running + " of " + endpoints.size() + " local endpoint(s) running");
    }
}
