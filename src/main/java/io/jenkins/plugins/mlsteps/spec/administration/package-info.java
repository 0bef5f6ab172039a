/** What an administrator says once: environments and their policy, compute profiles, credentials. */
package io.jenkins.plugins.mlsteps.spec.administration;
