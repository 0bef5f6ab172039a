package io.jenkins.plugins.mlsteps.cli.run;

import io.jenkins.plugins.mlsteps.cli.config.Secrets;
import io.jenkins.plugins.mlsteps.host.GitCheckout;
import io.jenkins.plugins.mlsteps.cli.session.Cancellation;
import io.jenkins.plugins.mlsteps.cli.session.CurrentBuild;
import io.jenkins.plugins.mlsteps.cli.session.Processes;
import io.jenkins.plugins.mlsteps.cli.session.RunFiles;
import io.jenkins.plugins.mlsteps.cli.session.Session;
import io.jenkins.plugins.mlsteps.cli.session.Variables;
import io.jenkins.plugins.mlsteps.deploy.promotion.PolicyRules;
import io.jenkins.plugins.mlsteps.host.Build;
import io.jenkins.plugins.mlsteps.host.configuration.ConfigFile;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.SourceRevision;
import io.jenkins.plugins.mlsteps.spec.administration.Administration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Where a run happens, as far as it is known before the run.
 *
 * @param workspace absolute and real
 * @param home directory of the Jenkinsfile, or the workspace where there is none
 * @param base directory that relative files of the configuration start from
 */
record Site(Path workspace, Path home, Path base, Administration administration, SourceRevision source) {
    /**
     * @param config null for {@code mlsteps.yaml} in the workspace or in {@code home}, if there is one
     * @throws io.jenkins.plugins.mlsteps.host.configuration.ConfigException when the configuration cannot be used
     */
    static Site open(Path directory, Path home, Path config) throws IOException, InterruptedException {
        Path workspace = directory.toRealPath();
        Optional<Path> file = config == null ? ConfigFile.find(workspace, home) : Optional.of(config);
        Administration administration = file.map(ConfigFile::read).orElse(Administration.none());
        file.ifPresent(found -> PolicyRules.check(found.toString(), administration));
        Path base = file.map(found -> found.toAbsolutePath().getParent()).orElse(workspace);
        return new Site(workspace, home, base, administration, new GitCheckout(workspace).revision());
    }

    /** What Jenkins would call the job: the name of the workspace. */
    String job() {
        return workspace.getFileName() == null ? "workspace" : workspace.getFileName().toString();
    }

    MlDirectory ml() {
        return MlDirectory.in(workspace);
    }

    Build build(int number) {
        return new Build(job(), number, null, System.getProperty("user.name"), Machine.name(), source);
    }

    Timeline timeline(int number, Instant start) {
        return new Timeline(ml().build(), job(), number, start, source);
    }

    Session session(
            RunFiles files,
            Attendance attendance,
            Cancellation cancellation,
            CurrentBuild build,
            Map<String, Object> parameters) {
        Map<String, String> variables = new BuildVariables(
                        job(), build.getNumber(), workspace, files.temporary(), source, parameters)
                .over(System.getenv());
        return new Session(
                workspace,
                home,
                files,
                attendance.console(),
                new Secrets(administration.credentials(), base, System.getenv()),
                new Variables(variables),
                parameters,
                build,
                new Processes(files.processes()),
                cancellation,
                attendance.person());
    }
}
