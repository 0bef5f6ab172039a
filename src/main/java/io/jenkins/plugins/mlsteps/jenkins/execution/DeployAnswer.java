package io.jenkins.plugins.mlsteps.jenkins.execution;

import io.jenkins.plugins.mlsteps.steps.DeployResult;
import java.io.Serializable;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;

/** What {@code deployEndpoint} returns; see {@link DeployResult}. */
public final class DeployAnswer implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;
    private final String environment;
    private final String url;
    private final String revision;
    private final String digest;

    DeployAnswer(DeployResult result) {
        this.name = result.name();
        this.environment = result.environment();
        this.url = result.url();
        this.revision = result.revision();
        this.digest = result.digest();
    }

    @Whitelisted
    public String getName() {
        return name;
    }

    @Whitelisted
    public String getEnvironment() {
        return environment;
    }

    @Whitelisted
    public String getUrl() {
        return url;
    }

    @Whitelisted
    public String getRevision() {
        return revision;
    }

    @Whitelisted
    public String getDigest() {
        return digest;
    }

    /** What {@code echo} shows of it. */
    @Override
    public String toString() {
        return "deployEndpoint[name: " + name + ", environment: " + environment + ", url: " + url + ", revision: " + revision + ", digest: " + digest + "]";
    }
}
