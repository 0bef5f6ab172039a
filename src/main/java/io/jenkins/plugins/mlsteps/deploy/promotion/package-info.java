/** Whether a model may go into an environment: evidence, approvals, freeze windows, override, and every step of it on record. */
package io.jenkins.plugins.mlsteps.deploy.promotion;
