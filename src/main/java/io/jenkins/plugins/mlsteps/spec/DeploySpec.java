package io.jenkins.plugins.mlsteps.spec;

import java.io.Serializable;

/** What an author says with {@code deployEndpoint}. */
@Word(value = "deployEndpoint", doc = "Serve a model in an environment whose policy allows it.")
public record DeploySpec(
        @Parameter(value = "Name of the endpoint.", required = true) String name,
        @Parameter(value = "Name of the trained model to serve.", required = true) String model,
        @Parameter(value = "Environment that an administrator defined.", required = true) String environment,
        @Parameter("Why, for the promotion log, in at most 2000 characters.") String reason,
        @Parameter(value = "Seconds the endpoint may take to become ready.", defaultValue = "120", min = 1)
                int readyTimeoutSeconds)
        implements Serializable {
    public DeploySpec {
        Names.check("name", name);
        Names.check("model", model);
        Names.check("environment", environment);
        Reason.check("reason", reason);
    }
}
