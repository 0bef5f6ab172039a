/** People and promotions: what waits for a decision, who may decide, and the log of what was decided. */
package io.jenkins.plugins.mlsteps.jenkins.promotion;
