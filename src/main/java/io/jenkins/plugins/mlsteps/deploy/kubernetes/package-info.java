/** Endpoints in a Kubernetes cluster: a Deployment and a Service, and what other targets in clusters share with them. */
package io.jenkins.plugins.mlsteps.deploy.kubernetes;
