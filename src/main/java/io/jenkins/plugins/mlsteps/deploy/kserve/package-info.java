/** Endpoints that KServe runs: an InferenceService. */
package io.jenkins.plugins.mlsteps.deploy.kserve;
