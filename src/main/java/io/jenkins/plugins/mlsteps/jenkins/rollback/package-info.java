/** Models that come back under an endpoint where they served before: who may ask for it, and the build that does it. */
package io.jenkins.plugins.mlsteps.jenkins.rollback;
