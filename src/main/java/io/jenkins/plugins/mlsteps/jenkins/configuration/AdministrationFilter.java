package io.jenkins.plugins.mlsteps.jenkins.configuration;

import hudson.ExtensionPoint;
import hudson.model.Job;
import io.jenkins.plugins.mlsteps.spec.administration.Administration;

/** Takes away what a job may not use. */
public interface AdministrationFilter extends ExtensionPoint {
    /**
     * What is left for the builds of a job: the same or less, under the same or stricter policies.
     *
     * @throws io.jenkins.plugins.mlsteps.host.configuration.ConfigException when it cannot be told what is left
     */
    Administration narrow(Administration administration, Job<?, ?> job);
}
