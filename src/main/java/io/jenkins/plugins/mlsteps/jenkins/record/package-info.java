/** What builds wrote down, kept with them: archived files, the records that pages show, and what is known of a model across builds. */
package io.jenkins.plugins.mlsteps.jenkins.record;
