/** Pages about ML records: a build's tab, the trend of a job, two builds side by side, and the models of this Jenkins. */
package io.jenkins.plugins.mlsteps.jenkins.page;
