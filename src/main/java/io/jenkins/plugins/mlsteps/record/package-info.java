/** What happened: the records that steps leave under {@code ml/}, and how they stand on disk. */
package io.jenkins.plugins.mlsteps.record;
