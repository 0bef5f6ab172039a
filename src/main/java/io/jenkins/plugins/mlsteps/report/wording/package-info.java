/** Numbers, times and digests as people read them. */
package io.jenkins.plugins.mlsteps.report.wording;
