package io.jenkins.plugins.mlsteps.deploy.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The servers of an endpoint as the operating system knows them, found by the state file among their arguments. A process
 * that deploys may be killed after it started a server and before it could note which; this finds that server again.
 */
record ServerProcesses(EndpointDirectory endpoint) {
    private static final String STATE = "--state";

    /** The server that was started for a launch, whether it listens by now or not. */
    Optional<ProcessHandle> of(String launch) {
        return having(file -> file.equals(endpoint.serverFile(launch))).findFirst();
    }

    /** Ends every server of the endpoint but those of these launches: what deployments left that nobody carried on. */
    void stopAllBut(List<String> launches, Duration patience) throws InterruptedException {
        List<Path> kept = launches.stream().map(endpoint::serverFile).toList();
        List<ProcessHandle> strays = having(file -> file.startsWith(endpoint.servers()) && !kept.contains(file))
                .toList();
        for (ProcessHandle stray : strays) {
            ServerProcess.stop(stray, patience);
        }
    }

    private static Stream<ProcessHandle> having(Predicate<Path> stateFile) {
        return ProcessHandle.allProcesses()
                .filter(process -> stateFile(process).filter(stateFile).isPresent());
    }

    private static Optional<Path> stateFile(ProcessHandle process) {
        List<String> arguments =
                process.info().arguments().map(Arrays::asList).orElse(List.of());
        int option = arguments.lastIndexOf(STATE);
        return option < 0 || option + 1 >= arguments.size()
                ? Optional.empty()
                : Optional.of(Path.of(arguments.get(option + 1)));
    }
}
